namespace NetMl.Training.Tests.System;

/// <summary>Asks until something holds; fails with its name after a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(string what, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Between);
        while (!await HoldsAsync(holds))
        {
            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Not within {Patience.TotalSeconds} s: {what}.");
            }
        }
    }

    private static async Task<bool> HoldsAsync(Func<Task<bool>> holds)
    {
        try
        {
            return await holds();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
