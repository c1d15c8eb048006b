using FunctionsBot.Domain;
using FunctionsBot.Storage;

namespace FunctionsBot.Stories;

/// <summary>Where an item was placed.</summary>
/// <param name="Story">The story as stored now, for a conditional write.</param>
/// <param name="Role">What the item is to it.</param>
/// <param name="Founded">The item founded it.</param>
/// <param name="Changed">The story's row was changed by this call: false when the item had been placed before.</param>
public sealed record Placement(Versioned<Story> Story, ItemRole Role, bool Founded, bool Changed);
