using FunctionsBot.Local.Torture;
using Spectre.Console;

namespace FunctionsBot.Local;

/// <summary>What the process answers its shell.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Done = 0;

    /// <summary>Something could not be done; a sentence on the error stream says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the settings are wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C, as shells count it: 128 + SIGINT.</summary>
    public const int Stopped = 130;
}

/// <summary>The command line is wrong; the message says how it should be.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The verbs of the local host.</summary>
internal static class CommandLine
{
    private const string Help = """
        FunctionsBot watches the web for open-source AI policy and tells people about it.

          demo [--data FOLDER]        run the whole pipeline over a small bundled news site; nothing leaves this machine
          run                         the bot itself: timers, site on http://localhost:7071, store in data/
          check [--json] URL|FILE|FOLDER …
                                      read feeds, pages, texts, robots.txt files and addresses, and print what the bot sees in them
            --json                    one JSON line for each; moments are UTC, ISO 8601
            --no-fetch                judge addresses without asking them
            --as KIND                 files are body, robots, addresses (one to a line) or cases; told by name and content if left out
            --base ADDRESS            what relative links in files are resolved against
            --robots-agent NAME       ask robots.txt files about this bot (several times for several)
            --robots-path PATH        … and about this path or address
                                      cases are JSON lines: {"robots": "…", "agent": "…", "url": "…"} or {"address": "…"}
                                      exit code: 0 all was read or judged, 1 something could not be read, 2 wrong options
          sources export FILE         all sources as .opml (for feed readers, folders kept) or .csv (for spreadsheets)
          sources import FILE [--language CODE]
                                      take in a list of either kind; says of each row what became of it, and changes nothing the second time
          extract --json FILE …       saved pages to items, a JSON line each
          understand --json FILE …    items as JSON lines to verdicts and facts, a JSON line each
          stories --json FILE         items as JSON lines, in time order, to the story of each
          train                       learn from the labels that staff set; a better model is used from the next start
          train [--from-scratch] FILE … [--model FILE]
                                      learn from labelled items of files; a better model is written to the file
          export FILE                 write every table to a file of JSON lines (.gz: compressed); it holds addresses and keys: keep it as a secret
          restore FILE [--over]       read such a file into an empty store, or over what is there
          person export WHO FILE      what the store knows of a person: an email address, a chat id, or the name of a member of staff
          person erase WHO            delete what is the person's own, and take the name out of everything else
          rotate-key                  sign links with a new key from the next start; those signed before still work
          labels FILE                 write the labels of staff to a file that train reads
          torture [--part steps|one|two] [--stories N] [--destinations N] [--kills N] [--seed N] [--storage CONNECTION]
                                      kill the bot over and over, with servers on loopback that misbehave, and count what is lost or told twice;
                                      with the connection string of a storage account, or of Azurite, two processes share it

        Settings come from local.settings.json and from environment variables; local.settings.sample.json explains each.
        """;

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> Run(string[] args, IAnsiConsole console, CancellationToken stop) => args switch
    {
        ["demo", .. var rest] => Demo.Run(DataFolder(rest), console, stop),
        ["run"] => Daemon.Run(console, stop),
        ["check", .. var rest] => Check.Run(rest, console, Console.Out, stop),
        ["sources", "export", var file] => SourceLists.Export(file, console, stop),
        ["sources", "import", var file] => SourceLists.Import(file, "en", console, stop),
        ["sources", "import", var file, "--language", var language] => SourceLists.Import(file, language, console, stop),
        ["extract", "--json", _, ..] => Lines.Extract(args[2..], Console.Out, Console.Error),
        ["understand", "--json", _, ..] => Lines.Understand(args[2..], Console.Out, Console.Error, stop),
        ["stories", "--json", var file] => Lines.Stories(file, Console.Out, Console.Error, stop),
        ["train", .. var rest] => Training.Run(rest, Console.Out, Console.Error, stop),
        ["export", var file] => Keeping.Export(file, console, stop),
        ["restore", var file] => Keeping.Restore(file, over: false, console, stop),
        ["restore", var file, "--over"] => Keeping.Restore(file, over: true, console, stop),
        ["person", "export", var who, var file] => Keeping.ExportPerson(who, file, console, stop),
        ["person", "erase", var who] => Keeping.ErasePerson(who, console, stop),
        ["rotate-key"] => Keeping.RotateKey(console, stop),
        ["labels", var file] => Training.Export(file, Console.Out, Console.Error, stop),
        ["torture-host", var orders] => TortureHost.Run(orders, stop),
        ["torture", .. var rest] => TortureCommand.Run(rest, console, stop),
        [] or ["help" or "--help" or "-h", ..] => Show(console),
        [var verb, ..] => throw new UsageException($"\"{verb}\" is no command, or not with what follows it; \"help\" lists them."),
    };

    private static string DataFolder(string[] rest) => rest switch
    {
        [] => Path.Combine("data", "demo"),
        ["--data", var folder] => folder,
        _ => throw new UsageException($"demo takes nothing but \"--data FOLDER\", not \"{string.Join(' ', rest)}\"."),
    };

    private static Task<int> Show(IAnsiConsole console)
    {
        console.WriteLine(Help);
        return Task.FromResult(ExitCode.Done);
    }
}
