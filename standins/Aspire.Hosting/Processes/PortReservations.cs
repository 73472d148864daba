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
        var wanted = _randomize ? 0 : endpoint.Port ?? endpoint.TargetPort ?? 0;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _held[resource].Add(socket);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(Address), wanted));
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new DistributedApplicationException(
                $"Port {wanted}, which '{resource.Name}' needs for its endpoint '{endpoint.Name}', is {(failure.SocketErrorCode == SocketError.AccessDenied ? "reserved for the system" : "in use")}: stop the process that holds it, or choose another port.");
        }
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        endpoint.TargetPort = port;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Address, port, port.ToString(CultureInfo.InvariantCulture));
    }
}
