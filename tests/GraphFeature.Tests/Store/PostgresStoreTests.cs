using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Postgres;
using NetMl.ServiceDefaults.Settings;
using NetMl.Tests;
using Npgsql;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What only a server with several instances at it can get wrong.</summary>
public sealed class PostgresStoreTests : StoreContract
{
    private readonly string _database;

    public PostgresStoreTests()
        : this(PostgresServer.NewDatabaseOrNull() ?? "")
    {
    }

    private PostgresStoreTests(string database)
        : base(() => TestStores.Postgres(database)) => _database = database;

    [SkippableFact]
    public async Task Open_TwoInstancesAtOnce_MakeTheTablesOnce()
    {
        PostgresServer.Shared();
        var instances = Enumerable.Range(0, 4).Select(_ => TestStores.Postgres(_database)).ToList();

        var stored = await Task.WhenAll(instances.Select(instance => instance.Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None)));

        Assert.Single(stored, isNew => isNew);
        instances.ForEach(instance => instance.Dispose());
    }

    // A reader that follows the log while two instances write it sees each finding's last version: no number appears behind one that was read.
    [SkippableFact]
    public async Task ReplaceFindings_TwoInstances_AReaderMissesNone()
    {
        PostgresServer.Shared();
        using var other = TestStores.Postgres(_database);
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        var (seen, last) = (new Dictionary<string, double>(), 0L);

        var writing = Task.WhenAll(WriteAsync(Findings, 0), WriteAsync(other.Findings, 100));
        while (!writing.IsCompleted)
            await FollowAsync();
        await writing;
        await FollowAsync();

        var stored = await Findings.ListFindingsAsync("office", 0, CancellationToken.None);
        Assert.All(stored, finding => Assert.Equal(finding.Finding.Score, seen[finding.Finding.Id]));

        async Task FollowAsync()
        {
            foreach (var finding in await Findings.ListFindingsAsync("office", last, CancellationToken.None))
                (seen[finding.Finding.Id], last) = (finding.Finding.Score, finding.Sequence);
        }

        static async Task WriteAsync(IFindingStore findings, int from)
        {
            for (var score = from; score < from + 40; score++)
                await findings.ReplaceFindingsAsync("office", [Finding("x", score % 3), Finding("y", score % 2), Finding("z", 1)], 7, null, CancellationToken.None);
        }
    }

    [SkippableFact]
    public async Task DeleteDataset_OfThree_FreesItsRoom()
    {
        PostgresServer.Shared();
        foreach (var dataset in (string[])["office", "plant", "shop"])
            await Flows.AppendAsync(Segment(dataset, "a", 10, 20) with { Frame = new byte[4 << 20] }, CancellationToken.None);
        var before = await SizeAsync();

        await Flows.DeleteDatasetAsync("plant", CancellationToken.None);

        Assert.InRange(before - await SizeAsync(), 4 << 20, 6 << 20);
    }

    // More writers than connections wait for another instance: readers and writers of other data sets go on.
    [SkippableFact]
    public async Task Append_DatasetIsHeldElsewhere_HoldsUpNobodyElse()
    {
        PostgresServer.Shared();
        await Flows.AppendAsync(Segment("office", "a", 10, 20), CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(_database);
        await using var elsewhere = await source.OpenConnectionAsync();
        await LockAsync("pg_advisory_lock");

        var waiting = Enumerable.Range(0, 40).Select(i => Flows.AppendAsync(Segment("office", $"b-{i}", 10, 20), CancellationToken.None)).ToList();
        Assert.True(await Flows.AppendAsync(Segment("plant", "a", 10, 20), CancellationToken.None));
        Assert.Equal([1, 1], (await Flows.ListDatasetsAsync(CancellationToken.None)).Select(dataset => dataset.Segments));
        Assert.All(waiting, append => Assert.False(append.IsCompleted));

        await LockAsync("pg_advisory_unlock");
        Assert.All(await Task.WhenAll(waiting), Assert.True);

        Task<int> LockAsync(string function) => elsewhere.Command($"SELECT {function}(hashtextextended('dataset office', 0))").RunAsync(CancellationToken.None);
    }

    [SkippableFact]
    public async Task Open_NewerLayout_SaysSo()
    {
        PostgresServer.Shared();
        await Flows.ListDatasetsAsync(CancellationToken.None);
        await QueryAsync("UPDATE netml.layout SET version = 99");
        using var older = TestStores.Postgres(_database);

        var error = await Assert.ThrowsAsync<WrongSettingException>(() => older.Flows.ListDatasetsAsync(CancellationToken.None));

        Assert.Contains("newer NetMlAspire (layout 99", error.Message, StringComparison.Ordinal);
    }

    private Task<long> SizeAsync() => QueryAsync("SELECT pg_database_size(current_database())");

    private async Task<long> QueryAsync(string query)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(query);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }
}
