using FunctionsBot.Domain;

namespace FunctionsBot.Classification;

/// <summary>An item that somebody judged.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="Item">What was judged.</param>
/// <param name="Relevant">Whether it is open-source AI policy.</param>
/// <param name="Kind">Its kind, where known.</param>
/// <param name="Story">Items of one story, translations included, are never split between learning and judging.</param>
public sealed record LabelledItem(string Id, Item Item, bool Relevant, StoryKind? Kind, string Story);
