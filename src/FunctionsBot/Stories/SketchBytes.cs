using System.Runtime.InteropServices;
using FunctionsBot.Domain;

namespace FunctionsBot.Stories;

/// <summary>A story's sketch as the text that stands in its row, and back: Base64 of a version and then field after field.</summary>
internal static class SketchBytes
{
    private const byte Version = 1;

    public static string Write(StorySketch sketch)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(Version);
            writer.Write(sketch.From.UtcTicks);
            writer.Write(sketch.To.UtcTicks);
            writer.Write(sketch.Joined);
            writer.Write(sketch.Cohesion);
            writer.Write(sketch.Times.Weekdays);
            Write(writer, sketch.Times.Days.ToArray());
            Write(writer, sketch.Times.Years.ToArray());
            Write(writer, sketch.Links.ToArray());
            Write(writer, sketch.Terms.Keys.Select(k => k.Value).ToArray());
            Write(writer, sketch.Terms.Values.ToArray());
            writer.Write7BitEncodedInt(sketch.Texts.Count);
            foreach (var (item, runs) in sketch.Texts)
            {
                writer.Write(item);
                writer.Write(runs.Complete);
                Write(writer, runs.Hashes);
            }
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>The sketch of a story; an empty one, which nothing resembles, where it has none.</summary>
    /// <exception cref="FormatException">The row was written by a version that is not known here, or damaged.</exception>
    public static StorySketch Read(Story story)
    {
        if (story.Sketch.Length == 0)
        {
            return StorySketch.Empty;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(Convert.FromBase64String(story.Sketch)));
            return reader.ReadByte() == Version ? Read(reader) : throw new FormatException($"Story {story.Id} was written by a newer version of the bot.");
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new FormatException($"The sketch of story {story.Id} is damaged: {e.Message}", e);
        }
    }

    private static StorySketch Read(BinaryReader reader)
    {
        var (from, to) = (new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero));
        var (joined, cohesion, weekdays) = (reader.ReadInt32(), reader.ReadDouble(), reader.ReadByte());
        var (days, years, links) = (Array<int>(reader), Array<int>(reader), Array<ulong>(reader));
        var (keys, weights) = (Array<ulong>(reader), Array<float>(reader));
        var terms = new Dictionary<TermKey, float>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
        {
            terms[new TermKey(keys[i])] = weights[i];
        }

        var texts = new KnownText[reader.Read7BitEncodedInt()];
        for (var i = 0; i < texts.Length; i++)
        {
            var (item, complete) = (reader.ReadString(), reader.ReadBoolean());
            texts[i] = new KnownText(item, Shingles.From(Array<uint>(reader), complete));
        }

        return new StorySketch
        {
            Terms = terms,
            Texts = texts,
            Links = links,
            Times = new ToldTimes { Days = days, Years = years, Weekdays = weekdays },
            Joined = joined,
            Cohesion = cohesion,
            From = from,
            To = to,
        };
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values) where T : unmanaged
    {
        writer.Write7BitEncodedInt(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static void Write<T>(BinaryWriter writer, T[] values) where T : unmanaged => Write(writer, (ReadOnlySpan<T>)values);

    private static T[] Array<T>(BinaryReader reader) where T : unmanaged
    {
        var values = new T[reader.Read7BitEncodedInt()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
