using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Processes;

/// <summary>
/// Gives every endpoint its port before anything starts, and holds the ports (bound, not listening) until their process starts,
/// so that two applications that start at once do not get the same one.
/// </summary>
sealed class PortReservations(IConfiguration configuration) : IDisposable
{
    private const string Address = "127.0.0.1";
    private const int LowestFree = 16000;
    private const int HighestFree = 32000;
    private const int Attempts = 1000;
    private const int PortsPerProcess = 64;

    /// <summary>
    /// Counts through the free ports, from another place in each process: a socket that is bound but does not listen keeps nobody
    /// off its port (.NET binds with SO_REUSEADDR), so two must not even try the same one.
    /// </summary>
    private static int _tried = Environment.ProcessId * PortsPerProcess;

    /// <summary>Tests of real Aspire set this key too: fixed ports are replaced by free ones.</summary>
    private readonly bool _randomize = configuration["DcpPublisher:RandomizePorts"]?.Equals("true", StringComparison.OrdinalIgnoreCase) ?? false;

    // Processes start at the same time, each releasing its own.
    private readonly ConcurrentDictionary<IResource, List<Socket>> _held = new();

    /// <exception cref="DistributedApplicationException">A fixed port is in use.</exception>
    public void Allocate(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            _held[resource] = [];
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
                Allocate(resource, endpoint);
        }
    }

    /// <summary>Lets the ports of a resource go: its process is about to take them.</summary>
    public void Release(IResource resource)
    {
        if (!_held.TryRemove(resource, out var sockets))
            return;
        foreach (var socket in sockets)
            socket.Dispose();
    }

    public void Dispose()
    {
        foreach (var resource in _held.Keys)
            Release(resource);
    }

    private void Allocate(IResource resource, EndpointAnnotation endpoint)
    {
        var wanted = _randomize ? null : endpoint.Port ?? endpoint.TargetPort;
        var socket = wanted is { } port ? BindFixed(resource, endpoint, port) : BindFree();
        _held[resource].Add(socket);
        var given = ((IPEndPoint)socket.LocalEndPoint!).Port;
        endpoint.TargetPort = given;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Address, given, given.ToString(CultureInfo.InvariantCulture));
    }

    private static Socket BindFixed(IResource resource, EndpointAnnotation endpoint, int port)
    {
        var socket = NewSocket();
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(Address), port));
            return socket;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            socket.Dispose();
            throw new DistributedApplicationException(
                $"Port {port}, which '{resource.Name}' needs for its endpoint '{endpoint.Name}', is {(failure.SocketErrorCode == SocketError.AccessDenied ? "reserved for the system" : "in use")}: stop the process that holds it, or choose another port.");
        }
    }

    /// <summary>
    /// A free port below those that the system gives to outgoing connections: one of these could take the port in the moment
    /// between its release here and the start of the process.
    /// </summary>
    private static Socket BindFree()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var socket = NewSocket();
            try
            {
                var place = (uint)Interlocked.Increment(ref _tried) % (HighestFree - LowestFree);
                socket.Bind(new IPEndPoint(IPAddress.Parse(Address), LowestFree + (int)place));
                return socket;
            }
            catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                socket.Dispose();
            }
        }
        throw new DistributedApplicationException($"No free port was found between {LowestFree} and {HighestFree} in {Attempts} attempts: too many programs listen on this machine.");
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
