using System.Text;

namespace FunctionsBot.Benchmarks;

/// <summary>Inputs made of seeds that were cut, spliced, littered and blown up; the same seed number makes the same inputs.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    private const int Largest = 1_000_000;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "</", "/>", "\"", "'", "&", ";", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "<!DOCTYPE x [", "<!ENTITY a \"&a;&a;\">", "=", "\0", "&#x110000;", "&amp;", "&lt;", "<item>", "</item>",
            "<entry>", "</channel>", "<title>", "<link href=", " xml:base=\"http://[\"", " xmlns:dc=\"\"", "<url><loc>", "</urlset>", "{", "}", "[", "]", ",", ":", "\\u", "\\uD800", "9999999999", "<a href=", "<li>", "<table>",
            "<div>", "<p>", "</p>", "<script>", "</script>", "<svg>", "encoding=\"utf-16\"", "charset=", "http://", "//", "%", "é", "\uFEFF", "\r\n", "\n ", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "RRULE:FREQ=DAILY;INTERVAL=0\r\n",
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n", "DTSTART:99991231T235959Z\r\n", "DTSTART;TZID=X:00010101T000000\r\n", "DURATION:P99999999999D\r\n", "-1", "2026-03-17T08:45:00+99:99", "mars", "1er", "\u202f", " 24:00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xff, 0xfe], [0x1f, 0x8b, 8, 0],
    ];

    private readonly Random random = new(seed);

    /// <summary>The next input, at most a megabyte.</summary>
    public byte[] Next()
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Count)]];
        for (var changes = random.Next(1, 9); changes > 0; changes--) Change(bytes);
        if (random.Next(40) == 0) BlowUp(bytes);
        if (bytes.Count > Largest) bytes.RemoveRange(Largest, bytes.Count - Largest);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var (at, length) = Slice(bytes, 200);
        switch (random.Next(7))
        {
            case 0: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
            case 1: bytes.RemoveRange(at, length); break;
            case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
            case 3 when bytes.Count > 0: bytes[Math.Min(at, bytes.Count - 1)] = (byte)random.Next(256); break;
            case 4: bytes.RemoveRange(at, bytes.Count - at); break;
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(400))]);
                break;
            default:
                var moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
        }
    }

    /// <summary>A piece again and again, up to a megabyte: that is how inputs become slow.</summary>
    private void BlowUp(List<byte> bytes)
    {
        var (at, length) = Slice(bytes, 60);
        var piece = random.Next(2) == 0 || length == 0 ? Pieces[random.Next(Pieces.Length)] : [.. bytes.GetRange(at, length)];
        var many = random.Next(Largest / 4, Largest) / piece.Length;
        var blown = new byte[many * piece.Length];
        for (var i = 0; i < many; i++) piece.CopyTo(blown, i * piece.Length);
        bytes.InsertRange(at, blown);
    }

    private (int At, int Length) Slice(List<byte> bytes, int longest)
    {
        var at = random.Next(bytes.Count + 1);
        return (at, random.Next(Math.Min(longest, bytes.Count - at) + 1));
    }
}
