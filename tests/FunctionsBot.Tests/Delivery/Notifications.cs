namespace FunctionsBot.Tests.Delivery;

/// <summary>Mail as it comes back, written for these tests after the forms of RFC 3464 and RFC 5965.</summary>
internal static class Notifications
{
    public static string Status(string to, string action, string status, string diagnostic, string messageId = "unknown@monitor.example") => $"""
        From: MAILER-DAEMON@relay.example
        To: <{to}>
        Subject: Could not be delivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        Sorry.
        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; relay.example

        Final-Recipient: rfc822; ada@reader.example
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; {diagnostic}

        --b1
        Content-Type: text/rfc822-headers

        Message-ID: <{messageId}>
        Subject: The week

        --b1--

        """;

    public static string Complaint(string to, string envelope) => $"""
        From: feedback@provider.example
        To: <{to}>
        Subject: A complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b2"

        --b2
        Content-Type: text/plain

        A reader pressed the button.
        --b2
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Provider/1.0
        Version: 1
        Original-Mail-From: <{envelope}>

        --b2
        Content-Type: message/rfc822

        From: news@monitor.example
        Message-ID: <1@monitor.example>
        Subject: The week

        Text.
        --b2--

        """;
}
