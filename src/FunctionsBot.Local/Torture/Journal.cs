namespace FunctionsBot.Local.Torture;

/// <summary>A message that a server has taken.</summary>
/// <param name="To">Chat or mail address.</param>
/// <param name="Id">The server's id of it, as it stands in the receipt.</param>
/// <param name="Stories">The stories it tells.</param>
/// <param name="Answered">The sender was told that it was taken, or the server tried to.</param>
/// <param name="Calm">Taken when nothing failed and nobody was killed.</param>
internal sealed record Taken(string To, string Id, IReadOnlyList<string> Stories, bool Answered, bool Calm);

/// <summary>How a server treats a message.</summary>
internal enum Treatment
{
    /// <summary>Takes it and says so.</summary>
    Take,

    /// <summary>Takes it and breaks the connection without an answer.</summary>
    TakeAndDrop,

    /// <summary>Takes it and never answers.</summary>
    TakeAndStall,

    /// <summary>Breaks the connection without taking it.</summary>
    Drop,

    /// <summary>Never answers and does not take it.</summary>
    Stall,

    /// <summary>429, or 4xx of SMTP.</summary>
    Later,

    /// <summary>500, or a greeting that refuses everybody.</summary>
    Outage,

    /// <summary>400, or 554 at the end of the message: this one never.</summary>
    Refuse,

    /// <summary>403, or 550 to the recipient: no message ever.</summary>
    Block,
}

/// <summary>What the servers have taken, and how they behave: badly at random until they are calmed.</summary>
/// <param name="random">Where the choices come from.</param>
internal sealed class Journal(Random random)
{
    /// <summary>How many of a hundred messages are treated badly, in all.</summary>
    private const int BadOfHundred = 25;

    private static readonly Treatment[] Bad = Enum.GetValues<Treatment>()[1..];

    private readonly Lock _lock = new();
    private readonly List<Taken> _taken = [];
    private readonly Dictionary<Treatment, int> _treated = [];
    private readonly HashSet<string> _blocked = [];
    private int _lastId = 1000;

    /// <summary>From now on every message is taken.</summary>
    public bool Behaves { get; set; }

    /// <summary>And nobody is killed.</summary>
    public bool Calm { get; set; }

    /// <summary>Those whose other side may block the bot: what comes while they are paused is not for them.</summary>
    public IReadOnlySet<string> Fickle { get; init; } = new HashSet<string>();

    /// <summary>Everything taken so far.</summary>
    public IReadOnlyList<Taken> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>How often each treatment was given.</summary>
    public IReadOnlyDictionary<Treatment, int> Treated
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<Treatment, int>(_treated);
            }
        }
    }

    /// <summary>Who has blocked the bot at least once.</summary>
    public bool HasBlocked(string to)
    {
        lock (_lock)
        {
            return _blocked.Contains(to);
        }
    }

    /// <summary>Decides how the next message to somebody is treated.</summary>
    public Treatment Treat(string to)
    {
        lock (_lock)
        {
            var treatment = Behaves || random.Next(100) >= BadOfHundred ? Treatment.Take : Bad[random.Next(Bad.Length)];
            if (treatment == Treatment.Block && !Fickle.Contains(to))
            {
                treatment = Treatment.Outage;
            }

            _treated[treatment] = _treated.GetValueOrDefault(treatment) + 1;
            if (treatment == Treatment.Block)
            {
                _blocked.Add(to);
            }

            return treatment;
        }
    }

    /// <summary>Notes a message as taken.</summary>
    /// <returns>Its id.</returns>
    public string Take(string to, string text, bool answered)
    {
        lock (_lock)
        {
            var id = (++_lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);
            _taken.Add(new Taken(to, id, GeneratedStory.NamedIn(text), answered, Calm));
            return id;
        }
    }
}
