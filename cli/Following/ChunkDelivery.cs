using System.Net;
using NetMl.Cli.Api;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Following;

/// <summary>Sends one chunk of a log for as long as it takes; a chunk sent twice under one key is stored once.</summary>
/// <param name="connect">Finds the gateway; asked again after a failure, since a restarted system may have another address and key.</param>
/// <param name="say">Told once when the system is away, and when it is back.</param>
internal sealed class ChunkDelivery(Func<GatewayClient> connect, string? format, Action<string> say, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private GatewayClient _gateway = connect();
    private bool _hasDelivered;

    /// <summary>Returns once the system has the chunk.</summary>
    /// <exception cref="GatewayRefusal">The system does not want it, and trying again would not change that.</exception>
    public async Task<FlowsAccepted> SendAsync(FollowPosition position, ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        byte[] body = [.. header.Span, .. lines.Span];
        var name = Path.GetFileName(position.Path);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var answer = await _gateway.Flows.UploadAsync(
                    position.Dataset, name, () => new MemoryStream(body), true, format, position.Key, static _ => { }, cancellationToken);
                if (pause > FirstPause)
                    say("The system takes flows again.");
                _hasDelivered = true;
                return answer;
            }
            catch (CommandFailure failure) when (MayPass(failure))
            {
                if (pause == FirstPause)
                    say($"{failure.Message} Nothing is lost: the flows are sent as soon as it works.");
            }
            await Task.Delay(pause, time, cancellationToken);
            Reconnect();
        }
    }

    public void Dispose() => _gateway.Dispose();

    private bool MayPass(CommandFailure failure) => failure is GatewayAway
        || (failure is GatewayRefusal refusal && (refusal.Status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
            || (refusal.Status == HttpStatusCode.Unauthorized && _hasDelivered)));

    private void Reconnect()
    {
        try
        {
            var found = connect();
            _gateway.Dispose();
            _gateway = found;
        }
        catch (CommandFailure)
        {
            // The file with the address is just being written: the next try reads it again.
        }
    }
}
