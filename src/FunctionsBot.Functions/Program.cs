using FunctionsBot;
using FunctionsBot.Site;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.Services.AddBot(SettingsReader.Read(builder.Configuration)).AddSingleton(SiteApp.Build);
}
catch (SettingsException e)
{
    foreach (var problem in e.Problems)
    {
        await Console.Error.WriteLineAsync(problem);
    }

    return 2;
}

await builder.Build().RunAsync();
return 0;
