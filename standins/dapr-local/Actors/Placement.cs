using System.Text;
using DaprLocal.Apps;

namespace DaprLocal.Actors;

/// <summary>Which instance hosts an actor: the one with the highest hash of (type, id, instance) among the live ones that host the type.</summary>
/// <remarks>Rendezvous hashing: when an instance comes or goes, only its own share of the actors moves.</remarks>
public sealed class Placement(AppDirectory apps)
{
    public AppInstance? Owner(ActorKey key)
    {
        AppInstance? owner = null;
        var highest = 0UL;
        foreach (var app in apps.Instances)
        {
            if (!app.IsLive || !app.Config.ActorTypes.ContainsKey(key.Type))
                continue;
            var weight = Weight(key, app.Name);
            if (owner is not null && weight <= highest)
                continue;
            (owner, highest) = (app, weight);
        }
        return owner;
    }

    /// <summary>FNV-1a over the three names, then the finaliser of MurmurHash3, which spreads short names evenly.</summary>
    public static ulong Weight(ActorKey key, string instance)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in (ReadOnlySpan<string>)[key.Type, key.Id, instance])
        {
            foreach (var b in Encoding.UTF8.GetBytes(part))
                hash = (hash ^ b) * 1099511628211UL;
            hash = (hash ^ 0xFF) * 1099511628211UL;
        }
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
