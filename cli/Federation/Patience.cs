using System.Net;
using NetMl.Cli.Api;

namespace NetMl.Cli.Federation;

/// <summary>Waits out a gateway that is away, for as long as it takes; says so once, and once more when it is back.</summary>
internal sealed class Patience(Action<string> say, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private TimeSpan _pause = FirstPause;

    /// <summary>Whether the same call may succeed later.</summary>
    public static bool MayPass(CommandFailure failure) => failure is GatewayAway
        || (failure is GatewayRefusal refusal && refusal.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError);

    /// <summary>The call's answer, after as many tries as it takes.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await call();
                Back();
                return answer;
            }
            catch (CommandFailure failure) when (MayPass(failure))
            {
                await WaitAsync(failure, cancellationToken);
            }
        }
    }

    /// <summary>A try failed: waits before the next, longer each time and never as long as another site.</summary>
    public async Task WaitAsync(CommandFailure failure, CancellationToken cancellationToken)
    {
        if (_pause == FirstPause)
            say($"{failure.Message} This site goes on as soon as it answers.");
        await Task.Delay(_pause * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    public void Back()
    {
        if (_pause > FirstPause)
            say("The gateway answers again.");
        _pause = FirstPause;
    }
}
