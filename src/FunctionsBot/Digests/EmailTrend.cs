namespace FunctionsBot.Digests;

/// <summary>Stories a week as bars of table cells: drawn without an image, so that every client shows them, and in the dark too.</summary>
internal static class EmailTrend
{
    private const int Height = 48;

    /// <summary>Nothing where there is nothing to compare: fewer than two weeks with stories.</summary>
    public static Markup Of(DigestPlan plan)
    {
        var weeks = plan.Input.Trend;
        if (weeks.Count(w => w > 0) < 2)
        {
            return Markup.None;
        }

        var (texts, most) = (DigestTexts.In(plan.Words), weeks.Max());
        var bars = weeks.Select((count, i) => Bar(count, Math.Max(2, count * Height / most), i == weeks.Count - 1));
        return Markup.Of($"""
            <tr><td class="pad" style="padding:16px 32px 4px;"><table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
            <td valign="bottom" class="soft" style="font-size:13px;line-height:19px;color:#66717b;padding-right:16px;"><strong class="ink" style="color:#3b444b;">{texts.Trend}</strong><br>{texts.TrendWeeks(weeks.Count)}</td>
            <td valign="bottom" align="right"><table role="img" aria-label="{string.Join(", ", weeks)}" cellpadding="0" cellspacing="0"><tr>{Markup.Join("", bars)}</tr></table></td>
            </tr></table></td></tr>

            """);
    }

    private static Markup Bar(int count, int height, bool isLast) => Markup.Of($"""
        <td valign="bottom" align="center" style="padding:0 2px;font-size:11px;line-height:14px;"><span class="soft" style="color:#66717b;">{count}</span><table role="presentation" width="16" cellpadding="0" cellspacing="0"><tr><td class="{(isLast ? "bar" : "barsoft")}" width="16" height="{height}" style="width:16px;height:{height}px;font-size:1px;line-height:1px;background-color:{(isLast ? "#0d6b62" : "#a9cfc9")};">&nbsp;</td></tr></table></td>
        """);
}
