using System.Reflection;
using Dapr.Actors.Runtime;

namespace NetMl.Training.Tests.Federations;

/// <summary>Actor state in memory as the runtime keeps it: changes are invisible until they are saved, all at once; byte arrays only.</summary>
public class MemoryEntries : DispatchProxy
{
    private readonly Dictionary<string, byte[]?> _changes = [];
    private Dictionary<string, byte[]> _saved = [];
    private Action _beforeSave = () => { };

    public static IActorStateManager Over(Dictionary<string, byte[]> saved, Action beforeSave)
    {
        var manager = Create<IActorStateManager, MemoryEntries>();
        var entries = (MemoryEntries)(object)manager;
        (entries._saved, entries._beforeSave) = (saved, beforeSave);
        return manager;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var key = args?[0] as string ?? "";
        switch (targetMethod?.Name)
        {
            case "TryGetStateAsync":
                return Task.FromResult(Find(key) is { } found ? new ConditionalValue<byte[]>(true, found) : default);
            case "SetStateAsync":
                _changes[key] = (byte[])(args?[1] ?? throw new InvalidOperationException("no value"));
                return Task.CompletedTask;
            case "TryRemoveStateAsync":
                var isThere = Find(key) is not null;
                _changes[key] = null;
                return Task.FromResult(isThere);
            case "SaveStateAsync":
                Save();
                return Task.CompletedTask;
            case "UnloadStateAsync":
                return _changes.ContainsKey(key) ? throw new InvalidOperationException($"{key} is not saved") : Task.CompletedTask;
            default:
                throw new NotSupportedException(targetMethod?.Name);
        }
    }

    private byte[]? Find(string key) => _changes.TryGetValue(key, out var changed) ? changed : _saved.GetValueOrDefault(key);

    private void Save()
    {
        _beforeSave();
        foreach (var (key, value) in _changes)
        {
            if (value is null)
                _saved.Remove(key);
            else
                _saved[key] = value;
        }
        _changes.Clear();
    }
}
