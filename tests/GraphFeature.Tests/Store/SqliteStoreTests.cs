using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Store.Sqlite;

namespace NetMl.GraphFeature.Tests.Store;

/// <summary>What only a SQLite file can get wrong.</summary>
public sealed class SqliteStoreTests
{
    [Fact]
    public async Task Open_FileOfTheFirstLayout_KeepsItsFlows()
    {
        using var folder = new DataFolder();
        await using (var old = new SqliteConnection($"Data Source={folder.Database};Pooling=false"))
        {
            old.Open();
            await using var command = old.CreateCommand();
            command.CommandText = FirstLayout;
            await command.ExecuteNonQueryAsync();
        }

        using var database = Open(folder);
        var flows = new SqliteFlowStore(database);

        Assert.Equal(new DatasetTotals("office", 7, 1, 3, 0, 2, 10, 20, 5), await flows.FindDatasetAsync("office", CancellationToken.None));
        Assert.Equal([1, 2, 3], await flows.ReadFrameAsync(5, CancellationToken.None));
        Assert.False(await flows.AppendAsync(new NewSegment("office", "a", 10, 20, 7, 2, [1, 2, 3]), CancellationToken.None));
        Assert.NotNull(await flows.DeleteDatasetAsync("office", CancellationToken.None));
        await flows.AppendAsync(new NewSegment("office", "a", 10, 20, 7, 2, [1, 2, 3]), CancellationToken.None);
        Assert.True((await flows.FindDatasetAsync("office", CancellationToken.None))?.Revision > 5);
    }

    [Fact]
    public void Open_FileWhoseVersionWasNotWritten_Opens()
    {
        using var folder = new DataFolder();
        Open(folder).Dispose();
        using (var stopped = new SqliteConnection($"Data Source={folder.Database};Pooling=false"))
        {
            stopped.Open();
            using var command = stopped.CreateCommand();
            command.CommandText = "PRAGMA user_version = 0";
            command.ExecuteNonQuery();
        }

        using var database = Open(folder);

        Assert.NotNull(database);
    }

    [Fact]
    public async Task Open_FileWithoutLogs_AnalysesItsFlowsAgain()
    {
        using var folder = new DataFolder();
        using (var database = Open(folder))
        {
            await new SqliteFlowStore(database).AppendAsync(new NewSegment("office", "a", 10, 20, 7, 2, [1, 2, 3]), CancellationToken.None);
            await new SqliteFindingStore(database).ReplaceFindingsAsync("office", [], 7, null, CancellationToken.None);
        }
        await using (var old = new SqliteConnection($"Data Source={folder.Database};Pooling=false"))
        {
            old.Open();
            await using var command = old.CreateCommand();
            command.CommandText = "DROP TABLE finding_logs; DROP TABLE allow_lists;";
            await command.ExecuteNonQueryAsync();
        }

        foreach (var analysedRows in (long[])[0, 7])
        {
            using var database = Open(folder);
            Assert.Equal(analysedRows, (await new SqliteFlowStore(database).FindDatasetAsync("office", CancellationToken.None))?.AnalysedRows);
            await new SqliteFindingStore(database).ReplaceFindingsAsync("office", [], 7, null, CancellationToken.None);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeleteDataset_OfThree_ShrinksTheFile(bool isOfAnOlderVersion)
    {
        using var folder = new DataFolder();
        if (isOfAnOlderVersion)
        {
            await using var old = new SqliteConnection($"Data Source={folder.Database};Pooling=false");
            old.Open();
            await using var command = old.CreateCommand();
            command.CommandText = FirstLayout;
            await command.ExecuteNonQueryAsync();
        }
        using var database = Open(folder);
        var flows = new SqliteFlowStore(database);
        foreach (var dataset in (string[])["home", "plant", "shop"])
            await flows.AppendAsync(new NewSegment(dataset, "a", 10, 20, 7, 2, new byte[4 << 20]), CancellationToken.None);
        await SqliteReclaim.RunAsync(database, CancellationToken.None);
        var before = new FileInfo(folder.Database).Length;

        await flows.DeleteDatasetAsync("plant", CancellationToken.None);
        await SqliteReclaim.RunAsync(database, CancellationToken.None);

        Assert.InRange(before - new FileInfo(folder.Database).Length, 15 << 18, 17 << 18);
        Assert.InRange(new FileInfo(folder.Database + "-wal").Length, 0, 1 << 20);
        var left = Assert.Single(await flows.ListSegmentsAsync("shop", long.MinValue, long.MaxValue, CancellationToken.None));
        Assert.Equal(4 << 20, (await flows.ReadFrameAsync(left.Id, CancellationToken.None)).Length);
    }

    private static SqliteDatabase Open(DataFolder folder) =>
        new(Options.Create(new FlowStoreOptions { Path = folder.Database }), new StoreCondition(NullLogger<StoreCondition>.Instance));

    private const string FirstLayout = """
        CREATE TABLE datasets (
            dataset TEXT PRIMARY KEY, rows INTEGER NOT NULL, segments INTEGER NOT NULL, bytes INTEGER NOT NULL, analysed_rows INTEGER NOT NULL DEFAULT 0,
            labelled_rows INTEGER NOT NULL, first_ns INTEGER NOT NULL, last_ns INTEGER NOT NULL) STRICT;
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY, dataset TEXT NOT NULL REFERENCES datasets, batch TEXT NOT NULL, start_ns INTEGER NOT NULL, end_ns INTEGER NOT NULL,
            rows INTEGER NOT NULL, sha256 TEXT NOT NULL, UNIQUE (dataset, batch)) STRICT;
        CREATE INDEX segments_by_time ON segments (dataset, start_ns, end_ns);
        CREATE TABLE frames (segment INTEGER PRIMARY KEY REFERENCES segments, frame BLOB NOT NULL) STRICT;
        INSERT INTO datasets VALUES ('office', 7, 1, 3, 0, 2, 10, 20);
        INSERT INTO segments VALUES (5, 'office', 'a', 10, 20, 7, 'abc');
        INSERT INTO frames VALUES (5, x'010203');
        """;
}
