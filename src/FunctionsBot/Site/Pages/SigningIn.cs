using Microsoft.AspNetCore.Http;

namespace FunctionsBot.Site.Pages;

/// <summary>The console link leads here. It is used up by the button, not by being looked at: browsers open links ahead of people.</summary>
internal static class SigningIn
{
    public static Task<IResult> Ask(Visit visit) => Task.FromResult(visit.Parts.SignIn.IsGood(visit.Query("token"))
        ? visit.Page<AskPage>(visit.T(Words.SignInTitle), new()
        {
            [nameof(AskPage.Question)] = visit.T(Words.SignInText),
            [nameof(AskPage.Button)] = visit.T(Words.SignInButton),
            [nameof(AskPage.Action)] = "/signin" + QueryString.Create("token", visit.Query("token") ?? ""),
        })
        : Useless(visit));

    public static Task<IResult> Enter(Visit visit) => Task.FromResult(
        visit.Parts.SignIn.Redeem(visit.Context, visit.Query("token")) ? Visit.See("/manage") : Useless(visit));

    public static Task<IResult> Leave(Visit visit)
    {
        SignIn.SignOut(visit.Context);
        return Task.FromResult(Visit.See("/"));
    }

    private static IResult Useless(Visit visit) =>
        visit.Say(Words.SignInUseless, visit.T(Words.SignInHint), StatusCodes.Status403Forbidden);
}
