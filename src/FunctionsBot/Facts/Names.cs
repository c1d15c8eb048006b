using System.Reflection;

namespace FunctionsBot.Facts;

/// <summary>Names people may read and edit, from the text files beside this class: organisations, people, laws and cue words.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, List<(string[] Words, string Name)>> _byFirstWord = new(StringComparer.Ordinal);

    private Names(string content)
    {
        foreach (var raw in content.Split('\n'))
        {
            var line = raw.Split('#')[0].Trim();
            if (line.Length == 0 || line[0] == '[')
                continue;
            var (name, others) = line.Split('=', 2) is [var first, var rest] ? (first.Trim(), rest) : (line, "");
            foreach (var spelling in others.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Append(name))
                Add(spelling, name);
        }

        // The longest spelling is tried first: "Google DeepMind" before "Google".
        foreach (var spellings in _byFirstWord.Values)
            spellings.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    public static Names Organisations { get; } = new(Read("organisations"));

    public static Names People { get; } = new(Read("people"));

    /// <summary>Families of models whose names mean nothing else.</summary>
    public static Names Models { get; } = new(Read("models"));

    /// <summary>Families of models whose names are common words or people's: models only with a version behind them.</summary>
    public static Names VersionedModels { get; } = new(Read("models-versioned"));

    public static Names References { get; } = new(Read("references"));

    /// <summary>The cue words of one section, case ignored.</summary>
    public static HashSet<string> Cues(string section)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var inside = false;
        foreach (var raw in Read("cues").Split('\n'))
        {
            var line = raw.Split('#')[0].Trim();
            if (line is ['[', .. var name, ']'])
                inside = name == section;
            else if (inside && line.Length > 0)
                words.Add(line);
        }

        return words;
    }

    /// <summary>Every name in the text, with its first token and the one after its last.</summary>
    public List<(string Name, int First, int End)> Find(FactText text)
    {
        var found = new List<(string, int, int)>();
        var spellings = _byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!text.IsWord(i) || !spellings.TryGetValue(text[i], out var candidates))
                continue;
            foreach (var (words, name) in candidates)
            {
                if (!Stands(text, i, words))
                    continue;
                found.Add((name, i, i + words.Length));
                i += words.Length - 1;
                break;
            }
        }

        return found;
    }

    /// <summary>Whether a name starts at a token.</summary>
    public bool StartsAt(FactText text, int at) =>
        _byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[at], out var candidates) && candidates.Exists(c => Stands(text, at, c.Words));

    private static bool Stands(FactText text, int at, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!text[at + i].SequenceEqual(words[i]))
                return false;
        }

        return true;
    }

    private void Add(string spelling, string name)
    {
        var text = new FactText(spelling);
        string[] words = [.. Enumerable.Range(0, text.Tokens.Count).Select(i => text[i].ToString())];
        if (!_byFirstWord.TryGetValue(words[0], out var spellings))
            _byFirstWord[words[0]] = spellings = [];
        spellings.Add((words, name));
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Gazetteer/{file}.txt")!);
        return reader.ReadToEnd();
    }
}
