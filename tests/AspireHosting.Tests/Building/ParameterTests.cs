using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace NetMl.AspireHosting.Tests.Building;

public sealed class ParameterTests
{
    [Fact]
    public async Task GetValue_Generated_IsLongPlainAndNewInEachRun()
    {
        var first = await Generated([]);
        var second = await Generated([]);

        Assert.Equal(32, first.Length);
        Assert.All(first, character => Assert.True(char.IsAsciiLetterOrDigit(character)));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task GetValue_Configured_IsTheConfiguredValue()
    {
        Assert.Equal("mine", await Generated(["--Parameters:api-key=mine"]));
    }

    [Fact]
    public async Task GetValue_AskedTwice_StaysTheSame()
    {
        var parameter = DistributedApplication.CreateBuilder().AddParameter("api-key", new GenerateParameterDefault(), secret: true).Resource;

        Assert.Equal(await parameter.GetValueAsync(CancellationToken.None), await parameter.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task GetValue_NoDefaultAndNotConfigured_SentenceNamesTheKey()
    {
        var parameter = DistributedApplication.CreateBuilder().AddParameter("password").Resource;

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(async () => await parameter.GetValueAsync(CancellationToken.None));

        Assert.Contains("Parameters:password", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings__flows")]
    [InlineData("MY_DATABASE", "MY_DATABASE")]
    public async Task WithReference_ConnectionString_SetsTheVariable(string? chosen, string variable)
    {
        var builder = DistributedApplication.CreateBuilder(["--ConnectionStrings:flows=Host=here"]);
        var user = builder.AddExecutable("user", "sh", ".").WithReference(builder.AddConnectionString("flows", chosen));
        var environment = new EnvironmentCallbackContext(builder.ExecutionContext, user.Resource);

        foreach (var annotation in user.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(environment);

        Assert.Equal("Host=here", environment.EnvironmentVariables[variable]);
    }

    [Fact]
    public async Task AddConnectionString_NotConfigured_SentenceNamesTheKey()
    {
        var connection = DistributedApplication.CreateBuilder().AddConnectionString("flows").Resource;

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(async () => await connection.GetConnectionStringAsync(CancellationToken.None));

        Assert.Contains("ConnectionStrings:flows", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddResource_NameTwice_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddParameter("same", "1");

        var failure = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("Same", "sh", "."));

        Assert.Contains("'Same'", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> Generated(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var parameter = builder.AddParameter("api-key", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true);
        return await parameter.Resource.GetValueAsync(CancellationToken.None) ?? "";
    }
}
