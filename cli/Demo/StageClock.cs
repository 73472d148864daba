namespace NetMl.Cli.Demo;

/// <summary>Measures the wall time of stages.</summary>
internal sealed class StageClock(TimeProvider time)
{
    private readonly List<DemoStage> _stages = [];

    public IReadOnlyList<DemoStage> Stages => _stages;

    public void Add(string name, double seconds) => _stages.Add(new DemoStage(name, Math.Round(seconds, 3)));

    public async Task<T> RunAsync<T>(string name, Func<Task<T>> work)
    {
        var started = time.GetTimestamp();
        var result = await work();
        Add(name, time.GetElapsedTime(started).TotalSeconds);
        return result;
    }
}
