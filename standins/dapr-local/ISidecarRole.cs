namespace DaprLocal;

/// <summary>What a sidecar process is at a time: the one that serves the state file, or one that passes its apps' requests on to it.</summary>
public interface ISidecarRole : IAsyncDisposable
{
    /// <summary>Ports of the API, in the order of the apps.</summary>
    IReadOnlyList<int> HttpPorts { get; }

    /// <summary>True when it ended because the process that serves the state file did.</summary>
    bool LostHub { get; }

    /// <summary>Returns when the role has ended: a signal, the shutdown call, or a lost hub.</summary>
    Task WaitAsync(CancellationToken cancellationToken);

    void Stop();
}
