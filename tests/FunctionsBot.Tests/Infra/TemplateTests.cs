using Microsoft.Extensions.Configuration;

namespace FunctionsBot.Tests.Infra;

public sealed class TemplateTests(Template template) : IClassFixture<Template>, IAsyncLifetime
{
    /// <summary>The template reaches storage with the app's identity, so the connection string, its alternative, stays unset.</summary>
    private const string NotInAzure = "AzureWebJobsStorage";

    public ValueTask InitializeAsync() => new(template.Compiled());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_compiler_has_nothing_to_say()
    {
        Assert.Equal("", template.Diagnostics);
        Assert.Equal(0, template.Code);
    }

    [Theory]
    [InlineData("lint", "main.bicep")]
    [InlineData("build-params", "main.bicepparam", "--stdout")]
    [InlineData("build-params", "dev.bicepparam", "--stdout")]
    [InlineData("build-params", "prod.bicepparam", "--stdout")]
    public async Task Neither_has_the_linter(string command, string file, params string[] more)
    {
        var (code, _, errors) = await Bicep.Run([command, Path.Combine(Bicep.Infra, file), .. more]);

        Assert.Equal("", errors);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        using var copy = new TemporaryCopy(Bicep.Infra);
        var (code, _, errors) = await Bicep.Run("format", "--pattern", Path.Combine(copy.Folder, "*.bicep*"));

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.All(Directory.GetFiles(Bicep.Infra), file =>
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(copy.Folder, Path.GetFileName(file)))));
    }

    [Fact]
    public void Every_setting_the_bot_reads_is_set() =>
        Assert.Empty(SettingsReader.Names.Except(template.AppSettings.Keys).Except([NotInAzure]));

    [Fact]
    public void Every_setting_that_is_set_is_read()
    {
        // Read names every setting it does not know in its exception.
        SettingsReader.Read(new ConfigurationBuilder().Build(), template.AppSettings.Keys);

        Assert.DoesNotContain(NotInAzure, template.AppSettings.Keys);
    }

    [Fact]
    public void The_schedules_are_the_bots_own()
    {
        var own = new Settings();

        Assert.Equal(own.PollSchedule, template.AppSettings["PollSchedule"]);
        Assert.Equal(own.DigestSchedule, template.AppSettings["DigestSchedule"]);
        Assert.Equal(own.RetentionSchedule, template.AppSettings["RetentionSchedule"]);
        Assert.Equal(own.SweepSchedule, template.AppSettings["SweepSchedule"]);
    }

    [Fact]
    public void Nobody_is_an_admin_where_nobody_can_sign_in() =>
        Assert.Equal("[if(empty(parameters('entraClientId')), '', join(parameters('admins'), ','))]", template.AppSettings["Admins"]);

    [Theory]
    [InlineData("TelegramToken")]
    [InlineData("TelegramWebhookSecret")]
    [InlineData("SigningKey")]
    [InlineData("SmtpPassword")]
    [InlineData("DkimKey")]
    [InlineData("BouncePassword")]
    [InlineData("BounceWebhookSecret")]
    public void A_secret_is_a_reference_to_the_vault_or_nothing(string name)
    {
        Assert.Matches($@"^\[if\(parameters\('inVault'\)\.\w+, format\('\{{0\}}{name}\)', variables\('secret'\)\), ''\)\]$", template.AppSettings[name]);
        Assert.Contains(template.All("Microsoft.KeyVault/vaults/secrets"), s => s.GetProperty("name").GetString()!.Contains($"'{name}'", StringComparison.Ordinal));
    }

    [Fact]
    public void No_key_opens_the_storage_account_and_nothing_in_it_is_public()
    {
        var storage = template.Properties("Microsoft.Storage/storageAccounts");

        Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.Equal("TLS1_2", storage.GetProperty("minimumTlsVersion").GetString());
    }

    [Fact]
    public void The_app_is_a_worker_on_dotnet_10_in_Flex_Consumption()
    {
        var runtime = template.Properties("Microsoft.Web/sites").GetProperty("functionAppConfig").GetProperty("runtime");

        Assert.Equal("dotnet-isolated", runtime.GetProperty("name").GetString());
        Assert.Equal("10.0", runtime.GetProperty("version").GetString());
        Assert.Equal("FC1", template.All("Microsoft.Web/serverfarms").Single().GetProperty("sku").GetProperty("name").GetString());
    }

    /// <summary>A value that is missing in one of them would empty the setting at the next deployment.</summary>
    [Fact]
    public void Every_way_to_deploy_gives_every_value_that_another_gives()
    {
        var read = Read("main.bicepparam");
        var workflow = File.ReadAllText(Path.Combine(Bicep.Repository, ".github", "workflows", "deploy.yml"));

        Assert.Equal(read.Except(["AZURE_ENV_NAME"]).Order(), Read("dev.bicepparam").Order());
        Assert.Equal(read.Except(["AZURE_ENV_NAME"]).Order(), Read("prod.bicepparam").Order());
        Assert.All(read, name => Assert.Contains($" {name}: ${{{{ ", workflow, StringComparison.Ordinal));

        static List<string> Read(string file) =>
            [.. System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Bicep.Infra, file)), @"readEnvironmentVariable\('(\w+)'").Select(m => m.Groups[1].Value).Distinct()];
    }

    [Fact]
    public void The_alert_looks_for_figures_that_the_bot_gives()
    {
        var query = File.ReadAllText(Path.Combine(Bicep.Infra, "alerts.kql"));
        var asked = System.Text.RegularExpressions.Regex.Matches(query, "name == \"(.+?)\"").Select(m => m.Groups[1].Value).ToList();
        var given = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == FunctionsBot.Telemetry.Signals.Name)
                {
                    given.Add(instrument.Name);
                }
            },
        };
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(FunctionsBot.Telemetry.Signals).TypeHandle);
        listener.Start();

        Assert.Equal(4, asked.Count);
        Assert.Empty(asked.Except(given));
        Assert.Single(template.All("Microsoft.Insights/scheduledQueryRules"));
    }

    [Fact]
    public void Every_action_of_a_workflow_is_pinned_by_its_commit()
    {
        var root = Path.GetFullPath(Path.Combine(Bicep.Infra, "..", ".github", "workflows"));
        var uses = Directory.GetFiles(root).SelectMany(File.ReadAllLines).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(@"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d", line));
    }

    [Fact]
    public void The_logs_have_a_daily_cap() =>
        Assert.Equal(
            "[json(parameters('dailyLogGigabytes'))]",
            template.Properties("Microsoft.OperationalInsights/workspaces").GetProperty("workspaceCapping").GetProperty("dailyQuotaGb").GetString());

    /// <summary>A copy of a folder that goes away with it.</summary>
    private sealed class TemporaryCopy : IDisposable
    {
        public TemporaryCopy(string folder)
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("functionsbot-infra").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
