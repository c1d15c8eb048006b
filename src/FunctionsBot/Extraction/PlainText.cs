namespace FunctionsBot.Extraction;

/// <summary>
/// Reads an article out of plain scraped text, chrome and all: the run of lines with the most prose is the article; its title, author and
/// date are looked for just above.
/// </summary>
internal sealed class PlainText
{
    private const double LabelCost = 15;
    private const int TitleReach = 14;

    /// <summary>Most lines that are read, empty ones not counted. A long report has some thousands.</summary>
    public const int MaxLines = 50_000;

    private readonly List<string> _lines;
    private readonly HashSet<int> _bio = [];
    private int _start;
    private int _end;

    private PlainText(string text)
    {
        _lines = LinesOf(text);
        FindBio();
        FindProse();
    }

    /// <summary>The text has more lines than are read.</summary>
    public bool CutShort => _lines.Count == MaxLines;

    /// <summary>The lines that are not empty, chrome included, as far as they are looked at for facts.</summary>
    public IReadOnlyList<string> Lines => _lines.Count <= Page.MostLines ? _lines : _lines[..Page.MostLines];

    /// <summary>The title's line; null where there is none.</summary>
    public string? Title { get; private set; }

    /// <summary>The author, where a line names nobody else.</summary>
    public string? Author { get; private set; }

    /// <summary>The article's lines, still with what <see cref="LineCleaner"/> takes out.</summary>
    public List<Line> Article { get; } = [];

    /// <summary>Lines above the article that may hold its date and author.</summary>
    public List<string> Above { get; } = [];

    /// <summary>Finds the article in a text.</summary>
    public static PlainText Read(string text)
    {
        var read = new PlainText(text);
        read.FindTitle();
        read.Collect();
        return read;
    }

    private static List<string> LinesOf(string text)
    {
        var lines = new List<string>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = Words.Squeeze(text.AsSpan(range));
            if (line.Length > 0)
                lines.Add(line);
            if (lines.Count == MaxLines)
                break;
        }

        return lines;
    }

    /// <summary>A name and a description that stand both before and after the article are the author and the author's biography.</summary>
    private void FindBio()
    {
        var first = new Dictionary<string, int>();
        var bio = new HashSet<string>();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (!IsProse(_lines[i]) || first.TryAdd(_lines[i], i))
                continue;
            var before = first[_lines[i]];
            if (before == 0 || i == 0 || _lines[before - 1] != _lines[i - 1] || AuthorNames.Read(_lines[i - 1]).Count == 0)
                continue;
            Author ??= _lines[i - 1];
            bio.Add(_lines[i - 1]);
            bio.Add(_lines[i]);
        }

        for (var i = 0; i < _lines.Count && bio.Count > 0; i++)
        {
            if (bio.Contains(_lines[i]))
                _bio.Add(i);
        }
    }

    /// <summary>The contiguous lines with the highest sum: prose counts its length, everything else counts against.</summary>
    private void FindProse()
    {
        double best = 0, sum = 0;
        var from = 0;
        for (var i = 0; i < _lines.Count; i++)
        {
            if (sum <= 0)
                (sum, from) = (0, i);
            sum += Score(i);
            if (sum > best)
                (best, _start, _end) = (sum, from, i + 1);
        }

        if (best == 0)
            _end = _lines.Count;
    }

    private double Score(int line)
    {
        var text = _lines[line];
        if (_bio.Contains(line) || LineCleaner.IsChrome(Words.Fold(text)))
            return -LabelCost;
        if (LineCleaner.IsEnd(Words.Fold(text)))
            return -20 * LabelCost;
        return IsProse(text) ? text.Length : -LabelCost;
    }

    private static bool IsProse(string line) => line.Length >= 60 && Words.EndsSentence(line) && !LineCleaner.IsByline(line);

    private void FindTitle()
    {
        while (_start < _end && !IsProse(_lines[_start]) && _start + 1 < _end)
            _start++;
        for (var i = _start - 1; i >= Math.Max(0, _start - TitleReach); i--)
        {
            var line = _lines[i];
            if (_bio.Contains(i) || LineCleaner.IsChrome(Words.Fold(line)))
                continue;
            if (LineCleaner.IsByline(line))
            {
                Above.Insert(0, line);
                continue;
            }

            if (Words.Count(line, 4) >= 3 && line.Length <= 300 && line[0] != '•')
            {
                Title = line;
                // Headings between the title and the first prose stay part of the article.
                _start = Math.Min(_start, i + 1);
                return;
            }
        }
    }

    private void Collect()
    {
        var bareTitle = LineCleaner.Bare(Title ?? "");
        for (var i = _start; i < _end; i++)
        {
            if (_bio.Contains(i))
                continue;
            var bare = LineCleaner.Bare(_lines[i]);
            // A path such as "News > Title" after the article starts the site's foot.
            if (bareTitle.Length > 15 && i > (_start + _end) / 2 && bare.EndsWith(bareTitle, StringComparison.Ordinal) && bare.Length < bareTitle.Length + 40)
                break;
            Article.Add(new Line(_lines[i]));
        }
    }
}
