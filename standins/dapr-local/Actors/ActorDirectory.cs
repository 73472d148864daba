using DaprLocal.Apps;

namespace DaprLocal.Actors;

public sealed class ActorDirectory
{
    public IReadOnlyDictionary<string, int> CountsOn(AppInstance app) => new Dictionary<string, int>();
}
