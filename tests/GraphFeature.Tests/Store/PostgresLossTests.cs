using System.Net;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Postgres;
using NetMl.Tests;
using Npgsql;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>A server that is killed, away, or refuses.</summary>
public sealed class PostgresLossTests
{
    [SkippableFact]
    public async Task Append_ServerIsKilled_KeepsWhatWasAcknowledgedOnce()
    {
        using var server = PostgresServer.Durable();
        using var stores = TestStores.Postgres(server.NewDatabase());
        var acknowledged = new HashSet<int>();
        var some = new TaskCompletionSource();
        var appending = Task.Run(() => AppendUntilLostAsync(stores.Flows, acknowledged, some));
        await some.Task;

        server.Kill();
        var first = await appending;
        server.Restart();

        for (var batch = 0; batch <= first; batch++)
            Assert.False(await AppendAsync(stores.Flows, batch) && acknowledged.Contains(batch), $"batch {batch} was acknowledged and lost");
        var totals = await stores.Flows.FindDatasetAsync("office", CancellationToken.None);
        var segments = await stores.Flows.ListSegmentsAsync("office", long.MinValue, long.MaxValue, CancellationToken.None);
        Assert.Equal((first + 1, first + 1), (totals?.Segments ?? 0, segments.Count));
        foreach (var segment in segments)
            Assert.Equal(20_000, (await stores.Flows.ReadFrameAsync(segment.Id, CancellationToken.None)).Length);
    }

    [SkippableFact]
    public async Task Start_ServerComesLater_FlowsWaitAndHealthSaysWhy()
    {
        using var server = PostgresServer.Durable();
        var database = server.NewDatabase();
        server.Kill();
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder, ("ConnectionStrings:flows", database));
        using var client = app.CreateClient();
        var batch = TestFlows.Batch(TestFlows.Browsing(10));

        Assert.Equal("Degraded", await client.GetStringAsync("/health"));
        var refused = await app.DeliverAsync("office", "a", batch);
        await ProblemAssert.IsAsync(HttpStatusCode.ServiceUnavailable, refused, "correct ConnectionStrings:flows");
        Assert.DoesNotContain(PostgresServer.Password, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        server.Restart();
        (await app.DeliverAsync("office", "a", batch)).EnsureSuccessStatusCode();
        Assert.Equal(10, (await app.AnalysedAsync("office")).Rows);
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
    }

    [SkippableFact]
    public async Task Start_ServerTakesNoWrites_FlowsWaitUntilItDoes()
    {
        var database = PostgresServer.Shared().NewDatabase();
        await ReadOnlyAsync(database, "on");
        using var folder = new DataFolder();
        await using var app = new GraphFeatureApp(folder, ("ConnectionStrings:flows", database));
        using var client = app.CreateClient();
        var batch = TestFlows.Batch(TestFlows.Browsing(10));

        Assert.Equal("Degraded", await client.GetStringAsync("/health"));
        await ProblemAssert.IsAsync(HttpStatusCode.InsufficientStorage, await app.DeliverAsync("office", "a", batch), "read-only transaction");

        await ReadOnlyAsync(database, "off");
        while ((await app.DeliverAsync("office", "a", batch)).StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // A connection that was ended with the others lay in the pool.
        }
        Assert.Equal(10, (await app.AnalysedAsync("office")).Rows);
        Assert.Equal("Healthy", await client.GetStringAsync("/health"));
    }

    [SkippableTheory]
    [InlineData("Password", "wrong", "refuses it (password authentication failed")]
    [InlineData("Database", "absent", "refuses it (database \"absent\" does not exist")]
    [InlineData("Port", "many", "no connection string")]
    [InlineData("Host", "", "no connection string")]
    [InlineData("Hots", "here", "no connection string")]
    public async Task Start_WrongConnectionString_NamesTheSetting(string key, string value, string reason)
    {
        using var folder = new DataFolder();

        var error = await GraphFeatureApp.StartErrorAsync(folder, ("ConnectionStrings:flows", $"{PostgresServer.Shared().ConnectionString("postgres")};{key}={value}"));

        Assert.NotNull(error);
        Assert.Contains("ConnectionStrings:flows", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>For all sessions that begin afterwards; those that are open end.</summary>
    private static async Task ReadOnlyAsync(string database, string value)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await using var source = NpgsqlDataSource.Create(PostgresServer.Shared().ConnectionString("postgres"));
        await using var connection = await source.OpenConnectionAsync();
        foreach (var query in (string[])[$"ALTER DATABASE {name} SET default_transaction_read_only = {value}", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"])
            await connection.Command(query).RunAsync(CancellationToken.None);
    }

    /// <returns>The batch that failed.</returns>
    private static async Task<int> AppendUntilLostAsync(IFlowStore flows, HashSet<int> acknowledged, TaskCompletionSource some)
    {
        for (var batch = 0; ; batch++)
        {
            try
            {
                await AppendAsync(flows, batch);
            }
            catch (StoreUnavailableException)
            {
                return batch;
            }
            acknowledged.Add(batch);
            if (batch == 20)
                some.SetResult();
        }
    }

    private static Task<bool> AppendAsync(IFlowStore flows, int batch) =>
        flows.AppendAsync(new NewSegment("office", $"batch-{batch}", batch, batch, 1, 0, new byte[20_000]), CancellationToken.None);
}
