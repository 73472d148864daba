using System.Reflection;
using Dapr.Actors.Runtime;

namespace NetMl.Training.Tests.Shards;

/// <summary>Actor state in memory: only what the shard uses of it, and only byte arrays.</summary>
public class MemoryState : DispatchProxy
{
    public Dictionary<string, byte[]> Values { get; } = [];

    public static (IActorStateManager Manager, MemoryState State) Create()
    {
        var manager = Create<IActorStateManager, MemoryState>();
        return (manager, (MemoryState)(object)manager);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var key = args?[0] as string ?? "";
        switch (targetMethod?.Name)
        {
            case "TryGetStateAsync":
                return Task.FromResult(Values.TryGetValue(key, out var found) ? new ConditionalValue<byte[]>(true, found) : default);
            case "GetStateAsync":
                return Task.FromResult(Values[key]);
            case "SetStateAsync":
                Values[key] = (byte[])(args?[1] ?? throw new InvalidOperationException("no value"));
                return Task.CompletedTask;
            case "TryRemoveStateAsync":
                return Task.FromResult(Values.Remove(key));
            default:
                throw new NotSupportedException(targetMethod?.Name);
        }
    }
}
