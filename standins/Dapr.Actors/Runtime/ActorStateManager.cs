namespace Dapr.Actors.Runtime;

/// <inheritdoc/>
internal sealed class ActorStateManager(ActorHost host) : IActorStateManager
{
    private readonly Dictionary<string, CachedState> _cache = [];

    private ActorStateStore Store => host.StateStore ?? throw new InvalidOperationException(
        "The actor was initialized without a state provider, and so cannot interact with state. If this is inside a unit test, replace Actor.StateManager with a mock.");

    public Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => AddAsync(stateName, value, null, cancellationToken);

    public Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => AddAsync(stateName, value, ttl, cancellationToken);

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => TryAddAsync(stateName, value, null, cancellationToken);

    public Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => TryAddAsync(stateName, value, ttl, cancellationToken);

    public async Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default) =>
        await TryGetStateAsync<T>(stateName, cancellationToken) is { HasValue: true, Value: var value } ? value : throw NotFound(stateName);

    public async Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        if (_cache.TryGetValue(stateName, out var cached))
            return cached.IsGone ? default : new ConditionalValue<T>(true, (T)cached.Value);
        var loaded = await store.TryLoadAsync<T>(stateName, cancellationToken);
        if (!loaded.HasValue)
            return default;
        _cache.Add(stateName, new CachedState(loaded.Value.Value, typeof(T), StateChangeKind.None, loaded.Value.Expires));
        return new ConditionalValue<T>(true, loaded.Value.Value);
    }

    public Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => SetAsync(stateName, value, null, cancellationToken);

    public Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => SetAsync(stateName, value, ttl, cancellationToken);

    public async Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        if (!await TryRemoveStateAsync(stateName, cancellationToken))
            throw NotFound(stateName);
    }

    public async Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        if (!_cache.TryGetValue(stateName, out var cached))
        {
            if (!await store.ContainsAsync(stateName, cancellationToken))
                return false;
        }
        else if (cached.IsGone)
        {
            return false;
        }
        else if (cached.Change == StateChangeKind.Add)
        {
            return _cache.Remove(stateName);
        }
        _cache[stateName] = new CachedState(null, typeof(object), StateChangeKind.Remove, null);
        return true;
    }

    public async Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        return _cache.TryGetValue(stateName, out var cached) ? cached.Change != StateChangeKind.Remove : await store.ContainsAsync(stateName, cancellationToken);
    }

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default) => GetOrAddAsync(stateName, value, null, cancellationToken);

    public Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default) => GetOrAddAsync(stateName, value, ttl, cancellationToken);

    public Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, CancellationToken cancellationToken = default) =>
        AddOrUpdateAsync(stateName, addValue, updateValueFactory, null, cancellationToken);

    public Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        AddOrUpdateAsync(stateName, addValue, updateValueFactory, ttl, cancellationToken);

    public Task ClearCacheAsync(CancellationToken cancellationToken = default)
    {
        _ = Store;
        _cache.Clear();
        return Task.CompletedTask;
    }

    public async Task SaveStateAsync(CancellationToken cancellationToken = default)
    {
        var store = Store;
        var changes = _cache.Where(s => s.Value.Change != StateChangeKind.None).ToArray();
        if (changes.Length == 0)
            return;
        // Unmarked before the write, as upstream does: whoever catches a failed write has lost the changes.
        foreach (var (name, state) in changes)
            _cache[name] = state with { Change = StateChangeKind.None };
        await store.SaveAsync(changes, cancellationToken);
        foreach (var (name, _) in changes.Where(s => s.Value.Change == StateChangeKind.Remove))
            _cache.Remove(name);
    }

    public Task UnloadStateAsync(string stateName, UnloadStateOptions options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        _ = Store;
        if (_cache.TryGetValue(stateName, out var cached) && cached.Change != StateChangeKind.None && options?.AllowUnloadingWhenStateModified != true)
            throw new InvalidOperationException($"Cannot unload state '{stateName}' because it has been modified and not yet persisted. Set AllowUnloadingWhenStateModified to true to override.");
        _cache.Remove(stateName);
        return Task.CompletedTask;
    }

    private async Task AddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        if (!await TryAddAsync(stateName, value, ttl, cancellationToken))
            throw new InvalidOperationException($"An actor state with name '{stateName}' already exists.");
    }

    private async Task<bool> TryAddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        var isCached = _cache.TryGetValue(stateName, out var cached);
        if (isCached ? !cached.IsGone : await store.ContainsAsync(stateName, cancellationToken))
            return false;
        _cache[stateName] = CachedState.Of(value, isCached ? StateChangeKind.Update : StateChangeKind.Add, ttl);
        return true;
    }

    /// <remarks>An unseen name costs a read first, which says whether this adds or updates.</remarks>
    private async Task SetAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        var store = Store;
        var isNew = _cache.TryGetValue(stateName, out var cached)
            ? cached.Change == StateChangeKind.Add
            : !await store.ContainsAsync(stateName, cancellationToken);
        _cache[stateName] = CachedState.Of(value, isNew ? StateChangeKind.Add : StateChangeKind.Update, ttl);
    }

    private async Task<T> GetOrAddAsync<T>(string stateName, T value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        if (await TryGetStateAsync<T>(stateName, cancellationToken) is { HasValue: true, Value: var found })
            return found;
        _cache[stateName] = CachedState.Of(value, _cache.ContainsKey(stateName) ? StateChangeKind.Update : StateChangeKind.Add, ttl);
        return value;
    }

    private async Task<T> AddOrUpdateAsync<T>(string stateName, T addValue, Func<string, T, T> update, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        var found = await TryGetStateAsync<T>(stateName, cancellationToken);
        var change = _cache.TryGetValue(stateName, out var cached) && cached.Change != StateChangeKind.Add ? StateChangeKind.Update : StateChangeKind.Add;
        var value = found.HasValue ? update(stateName, found.Value) : addValue;
        _cache[stateName] = CachedState.Of(value, change, ttl);
        return value;
    }

    private static KeyNotFoundException NotFound(string stateName) => new($"The actor state name '{stateName}' was not found.");
}
