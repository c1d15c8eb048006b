using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace FunctionsBot.Delivery;

/// <summary>Whether what messages go through answers, without sending any.</summary>
public static class ChannelCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Asks the Bot API who the bot is, and how its webhook fares.</summary>
    /// <returns>The bot's name, the webhook's address (empty where none is set) and what Telegram last found wrong with it; or why it did not answer.</returns>
    public static async Task<(string? Name, string Webhook, string? Problem)> Telegram(TelegramSettings settings, HttpClient http, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var server = settings.Api is null or { Host: "api.telegram.org" } ? null : settings.Api.GetLeftPart(UriPartial.Authority);
        var bot = new TelegramBotClient(new TelegramBotClientOptions(settings.Token, server) { RetryCount = 1, RetryThreshold = 0 }, http);
        try
        {
            var me = await bot.GetMe(cancel);
            var webhook = await bot.GetWebhookInfo(cancel);
            return (me.Username ?? me.FirstName, webhook.Url, webhook.LastErrorMessage);
        }
        catch (ApiRequestException e)
        {
            return (null, "", e.Message);
        }
        catch (Exception e) when (e is RequestException or HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // The inner message may hold the address, and that holds the token.
            return (null, "", $"{settings} did not answer.");
        }
    }

    /// <summary>Connects and signs in, then leaves.</summary>
    /// <returns>How the connection is secured; or why it cannot be had.</returns>
    public static async Task<(string? Secured, string? Problem)> Smtp(SmtpSettings settings, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Options(settings.Tls), cancel);
            if (settings.User is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? "", cancel);
            }

            var secured = client.IsSecure ? client.SslProtocol.ToString() : "";
            await client.DisconnectAsync(quit: true, cancel);
            return (secured, null);
        }
        catch (Exception e) when (e is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or SocketException
            or TimeoutException or IOException or NotSupportedException)
        {
            return (null, e.Message.ReplaceLineEndings(" "));
        }
    }

    private static SecureSocketOptions Options(SmtpTls tls) => tls switch
    {
        SmtpTls.StartTls => SecureSocketOptions.StartTls,
        SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
        SmtpTls.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.Auto,
    };
}
