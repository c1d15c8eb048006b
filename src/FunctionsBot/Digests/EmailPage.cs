namespace FunctionsBot.Digests;

/// <summary>
/// The frame of every email. Tables and inline CSS, because Outlook draws nothing else; a style block on top for phones and
/// dark mode, which the clients that know those read (https://www.caniemail.com/features/css-at-media-prefers-color-scheme/).
/// No image, no script, nothing fetched.
/// </summary>
internal static class EmailPage
{
    public static string Of(Words words, string title, string preheader, Markup body, Markup footer) => Markup.Of($$"""
        <!DOCTYPE html>
        <html lang="{{words.Language}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{title}}</title>
        <style>
        :root { color-scheme: light dark; }
        body, table, td, p, h1, h2, h3, a { font-family: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        table { border-collapse: collapse; }
        a { text-decoration: none; }
        @media (max-width: 520px) {
          .pad { padding-left: 18px !important; padding-right: 18px !important; }
          .frame { padding: 0 !important; }
          .sheet { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
          .h1 { font-size: 23px !important; line-height: 29px !important; }
          .label { width: 72px !important; }
        }
        @media (prefers-color-scheme: dark) {
          .back { background-color: #111416 !important; }
          .sheet { background-color: #1b1f23 !important; border-color: #30363c !important; }
          .ink { color: #eceff1 !important; }
          .soft { color: #a9b3bc !important; }
          .rule { border-color: #30363c !important; }
          .accent { color: #7fd1c7 !important; }
          .box { background-color: #23292e !important; }
          .lock { background-color: #3b3016 !important; color: #f3d48b !important; }
          .bar { background-color: #7fd1c7 !important; }
          .barsoft { background-color: #34514d !important; }
          .button { background-color: #2b8f84 !important; }
        }
        </style>
        </head>
        <body class="back" style="margin:0;padding:0;background-color:#f1f3f4;-webkit-text-size-adjust:100%;">
        <div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;opacity:0;">{{preheader}}</div>
        <table role="presentation" class="back" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f1f3f4;">
        <tr><td class="frame" align="center" style="padding:24px 12px;">
        <table role="presentation" class="sheet" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background-color:#ffffff;border:1px solid #e0e4e7;border-radius:10px;border-collapse:separate;">
        {{body}}
        </table>
        <table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;">
        <tr><td class="pad soft" style="padding:18px 32px 8px;font-size:12px;line-height:19px;color:#5b666f;text-align:center;">{{footer}}</td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>

        """).ToString();

    /// <summary>The big line on top and the small one beneath.</summary>
    public static Markup Heading(string title, string line) => Markup.Of($"""
        <tr><td class="pad" style="padding:28px 32px 18px;">
        <h1 class="h1 ink" style="margin:0;font-size:27px;line-height:34px;font-weight:700;color:#171c20;letter-spacing:-0.3px;">{title}</h1>
        <p class="soft" style="margin:6px 0 0;font-size:15px;line-height:22px;color:#5b666f;">{line}</p>
        </td></tr>

        """);

    /// <summary>A paragraph of the mail's own.</summary>
    public static Markup Paragraph(string text) => Markup.Of($"""
        <tr><td class="pad ink" style="padding:0 32px 16px;font-size:16px;line-height:25px;color:#2a3137;">{text}</td></tr>

        """);

    /// <summary>The one thing to do; a table cell with a background, which Outlook draws as a button too.</summary>
    public static Markup Button(Uri link, string text) => Markup.Of($"""
        <tr><td class="pad" style="padding:4px 32px 24px;"><table role="presentation" cellpadding="0" cellspacing="0" style="border-collapse:separate;"><tr>
        <td class="button" style="border-radius:6px;background-color:#0d6b62;padding:12px 22px;font-size:16px;line-height:20px;font-weight:600;">{Markup.Link(link, text, ButtonText)}</td>
        </tr></table></td></tr>

        """);

    /// <summary>Air at the bottom of the sheet.</summary>
    public static Markup Gap { get; } = Markup.Of($"<tr><td style=\"height:12px;font-size:1px;line-height:12px;\">&nbsp;</td></tr>\n");

    /// <summary>A link in running text.</summary>
    public static Markup Link(Uri? link, string text) => Markup.Link(link, text, Accent);

    private static Markup Accent { get; } = Markup.Of($" class=\"accent\" style=\"color:#0d6b62;overflow-wrap:anywhere;\"");

    private static Markup ButtonText { get; } = Markup.Of($" style=\"color:#ffffff;display:inline-block;\"");
}
