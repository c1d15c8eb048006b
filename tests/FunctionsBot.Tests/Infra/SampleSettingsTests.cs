using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace FunctionsBot.Tests.Infra;

public sealed class SampleSettingsTests : IDisposable
{
    private readonly JsonDocument sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Bicep.Repository, "local.settings.sample.json")));

    public void Dispose() => sample.Dispose();

    [Fact]
    public void Every_setting_the_bot_reads_is_in_the_sample() => Assert.Empty(SettingsReader.Names.Except(Values().Keys));

    [Fact]
    public void Every_setting_in_the_sample_is_documented_in_a_sentence_and_no_other()
    {
        var documentation = sample.RootElement.GetProperty("Documentation").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);

        Assert.Equal(Values().Keys.Prepend(""), documentation.Keys);
        Assert.All(documentation.Values, text => Assert.Matches(@"^\S.{15,}\.$", text));
        Assert.Equal(documentation.Count, documentation.Values.Distinct().Count());
    }

    [Fact]
    public void A_copy_of_the_sample_starts_with_the_defaults()
    {
        var values = Values();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values!).Build();

        Assert.Equivalent(new Settings(), SettingsReader.Read(configuration, values.Keys), strict: true);
    }

    [Fact]
    public void Every_setting_with_a_default_shows_it()
    {
        var values = Values();

        Assert.All(
            typeof(Settings).GetProperties().Where(p => SettingsReader.Names.Contains(p.Name)),
            p => Assert.Equal(p.GetValue(new Settings()) is null or IEnumerable<string>, values[p.Name].Length == 0));
    }

    private Dictionary<string, string> Values() =>
        sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
}
