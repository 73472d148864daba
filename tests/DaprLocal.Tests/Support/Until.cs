using System.Diagnostics;

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>Waits for something that another process or thread brings about.</summary>
internal static class Until
{
    public static Task TrueAsync(Func<bool> condition, string what, int seconds = 15) => TrueAsync(() => Task.FromResult(condition()), what, seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 15)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(seconds))
                Assert.Fail($"After {seconds} s it is still not so that {what}.");
            await Task.Delay(20);
        }
    }
}
