using DaprLocal.Api;

namespace DaprLocal.State;

/// <summary>The state components by name, and the one that keeps actor state.</summary>
public sealed class StateStores(IReadOnlyList<StateTable> tables)
{
    private readonly Dictionary<string, StateTable> _byName = tables.ToDictionary(table => table.Component.Name);

    public IReadOnlyList<StateTable> Tables => tables;

    public StateTable? ActorStore { get; } = tables.FirstOrDefault(table => table.Component.IsActorStateStore);

    public StateTable Get(string name, string appId)
    {
        if (_byName.TryGetValue(name, out var table) && table.Component.IsVisibleTo(appId))
            return table;
        throw _byName.Count == 0
            ? new DaprException(StatusCodes.Status500InternalServerError, "ERR_STATE_STORE_NOT_CONFIGURED", $"state store {name} is not configured", "DAPR_STATE_NOT_CONFIGURED")
            : new DaprException(StatusCodes.Status400BadRequest, "ERR_STATE_STORE_NOT_FOUND", $"state store {name} is not found", "DAPR_STATE_NOT_FOUND");
    }
}
