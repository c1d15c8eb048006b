namespace FunctionsBot.Tests.Corpus;

/// <summary>
/// Material that is not part of the repository: a folder <c>shared</c> beside the repository's root, or the one the environment variable
/// FUNCTIONSBOT_SHARED names. Tests that want it skip visibly where it is not there.
/// </summary>
internal static class Shared
{
    /// <summary>The full path of something in the shared folder.</summary>
    public static string PathOf(string relative)
    {
        var path = Path.Combine(Folder(), relative);
        if (!Path.Exists(path))
            Assert.Skip($"There is no {relative} in the shared folder beside the repository (or in FUNCTIONSBOT_SHARED).");
        return path;
    }

    /// <summary>The repository's root: where FunctionsBot.sln is.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FunctionsBot.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No folder above the tests holds FunctionsBot.sln.");
    }

    private static string Folder() =>
        Environment.GetEnvironmentVariable("FUNCTIONSBOT_SHARED") ?? Path.Combine(Path.GetDirectoryName(Root())!, "shared");
}
