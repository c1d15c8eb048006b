using System.Globalization;
using System.Net.Mail;
using FunctionsBot.Delivery;
using FunctionsBot.Storage;

namespace FunctionsBot.Site;

/// <summary>Addresses as people write them, and the ids made of them.</summary>
internal sealed class DestinationIds(SigningKey key)
{
    /// <summary>Longest address that mail can carry: RFC 5321 §4.5.3.1.3, less its angle brackets.</summary>
    private const int LongestAddress = 254;

    /// <summary>The id of an email address: keyed, so that nobody who sees ids can try addresses against them; blind to case.</summary>
    public string Mail(string address) => $"mail-{Convert.ToHexStringLower(key.Sign("address", address.ToLowerInvariant()).AsSpan(0, 16))}";

    /// <summary>The id of a Telegram chat id or <c>chat/topic</c>.</summary>
    public static string Telegram(string address) => Chats.Id(address);

    /// <summary>An email address without the blanks around it and with an international domain in ASCII; null if it is none.</summary>
    public static string? ReadMail(string? written)
    {
        var text = written?.Trim() ?? "";
        if (text.Length is 0 or > LongestAddress || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"')
            || !MailAddress.TryCreate(text, out var parsed) || !string.Equals(parsed.Address, text, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var host = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(parsed.Host);
            return host.Contains('.', StringComparison.Ordinal) ? $"{parsed.User}@{host}" : null;
        }
        catch (ArgumentException)
        {
            return null; // The domain holds what no domain may hold: not an address, and the form says so.
        }
    }

    /// <summary>A chat id, or <c>chat/topic</c>, without blanks; null if it is none.</summary>
    public static string? ReadTelegram(string? written)
    {
        var parts = (written ?? "").Trim().Split('/');
        return parts.Length is 1 or 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat) && chat != 0
            && (parts.Length == 1 || (int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var topic) && topic > 0))
            ? string.Join('/', parts.Select((p, i) => i == 0 ? chat.ToString(CultureInfo.InvariantCulture) : p))
            : null;
    }

    /// <summary>An id for a source or watchlist made of its name: lower-case letters, digits and dashes, at most 64.</summary>
    public static string Slug(string name)
    {
        var slug = new System.Text.StringBuilder();
        foreach (var c in name.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString(0, Math.Min(slug.Length, 56)).Trim('-');
        return text is "" or "new" or "deleted" or "import" or "export" or "preview" ? $"n-{Keys.Hash(name)}" : text; // Those are addresses of pages.
    }
}
