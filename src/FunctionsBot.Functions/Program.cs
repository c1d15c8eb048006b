using FunctionsBot;
using FunctionsBot.Functions;
using FunctionsBot.Migrations;
using FunctionsBot.Site;
using FunctionsBot.Storage;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.Services.AddBot(SettingsReader.Read(builder.Configuration)).AddSingleton(SiteApp.Build).AddListeners(builder.Configuration);
}
catch (SettingsException e)
{
    foreach (var problem in e.Problems)
    {
        await Console.Error.WriteLineAsync(problem);
    }

    return 2;
}

var app = builder.Build();
try
{
    await app.Services.GetRequiredService<Migrator>().Run(CancellationToken.None);
}
catch (StoreException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

await app.RunAsync();
return 0;
