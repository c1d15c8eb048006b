using FunctionsBot.Domain;

namespace FunctionsBot.Digests;

/// <summary>Stories to one digest: every story once, in sections, with what was covered.</summary>
public static class DigestComposer
{
    /// <summary>Composes a digest in the form of its destination's channel.</summary>
    /// <returns>Null where there is nothing to tell and <see cref="DigestInput.EvenIfEmpty"/> is not set.</returns>
    /// <exception cref="TimeZoneNotFoundException">The destination's time zone is unknown on this machine.</exception>
    public static OutgoingMessage? Compose(DigestInput input)
    {
        var plan = DigestPlan.Of(input);
        if (plan.Count == 0 && !input.EvenIfEmpty)
        {
            return null;
        }

        var subject = plan.Words.Colon(
            $"{plan.Words.DigestTitle}, {plan.Period}",
            plan.Count == 0 ? plan.Words.NothingNew.TrimEnd('.').ToLowerInvariant() : plan.Words.Stories(plan.Count));
        return input.Destination.Channel == ChannelKind.Telegram
            ? new OutgoingMessage(subject) { Parts = TelegramText.Split(TelegramDigest.Of(plan)) }
            : new OutgoingMessage(subject)
            {
                Text = PlainDigest.Of(plan),
                Html = EmailDigest.Of(plan, subject),
                Attachments = DigestCalendar.Of(plan) is { } calendar ? [calendar] : [],
                Unsubscribe = input.Unsubscribe,
            };
    }
}
