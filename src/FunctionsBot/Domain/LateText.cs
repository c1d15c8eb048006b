namespace FunctionsBot.Domain;

/// <summary>A text that is made when it is first asked for. For one thread at a time.</summary>
public abstract class LateText
{
    private string? made;
    private bool isMade;

    /// <summary>The text; null where there turns out to be none.</summary>
    public string? Value
    {
        get
        {
            if (!isMade) (made, isMade) = (Make(), true);
            return made;
        }
    }

    /// <summary>A text that is there already.</summary>
    public static LateText? Of(string? text) => text is null ? null : new Given(text);

    /// <summary>Makes it; called once.</summary>
    protected abstract string? Make();

    private sealed class Given(string text) : LateText
    {
        protected override string Make() => text;
    }
}
