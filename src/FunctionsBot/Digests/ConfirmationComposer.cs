using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>The mail that asks a new subscriber to confirm (double opt-in).</summary>
public static class ConfirmationComposer
{
    /// <summary>Composes it. It carries nothing that the person who typed the address could have written: it cannot be made to advertise.</summary>
    /// <param name="language"><c>fr</c>, else English.</param>
    /// <param name="confirm">Where a click asks, and a POST confirms.</param>
    public static OutgoingMessage Compose(string language, Uri confirm)
    {
        var (words, text) = (Words.In(language), Words.In(language).Confirmation);
        var body = Markup.Of($"{EmailPage.Heading(text.Title, words.DigestTitle)}{EmailPage.Paragraph(text.Body)}{EmailPage.Button(confirm, text.Button)}{EmailPage.Paragraph(text.Ignore)}{EmailPage.Gap}");
        return new OutgoingMessage(text.Subject)
        {
            Text = $"{text.Body}\n\n{words.Colon(text.Button, confirm.AbsoluteUri)}\n\n{text.Ignore}\n",
            Html = EmailPage.Of(words, text.Subject, text.Body, body, Markup.Of($"{text.OrCopy}<br>{EmailPage.Link(confirm, confirm.AbsoluteUri)}")),
        };
    }
}
