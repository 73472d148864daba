namespace Dapr.Actors.Runtime;

/// <summary>
/// An actor's state, cached while it is active. Changes are kept until the turn ends: a turn that succeeds writes them
/// all in one transaction, a turn that throws forgets them.
/// </summary>
public interface IActorStateManager
{
    /// <exception cref="InvalidOperationException">The state exists.</exception>
    Task AddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="AddStateAsync{T}(string, T, CancellationToken)"/>
    Task AddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <exception cref="KeyNotFoundException">The state does not exist.</exception>
    Task<T> GetStateAsync<T>(string stateName, CancellationToken cancellationToken = default);

    Task SetStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    Task SetStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <exception cref="KeyNotFoundException">The state does not exist.</exception>
    Task RemoveStateAsync(string stateName, CancellationToken cancellationToken = default);

    Task<bool> TryAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    Task<bool> TryAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    Task<ConditionalValue<T>> TryGetStateAsync<T>(string stateName, CancellationToken cancellationToken = default);

    Task<bool> TryRemoveStateAsync(string stateName, CancellationToken cancellationToken = default);

    Task<bool> ContainsStateAsync(string stateName, CancellationToken cancellationToken = default);

    Task<T> GetOrAddStateAsync<T>(string stateName, T value, CancellationToken cancellationToken = default);

    Task<T> GetOrAddStateAsync<T>(string stateName, T value, TimeSpan ttl, CancellationToken cancellationToken = default);

    Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, CancellationToken cancellationToken = default);

    Task<T> AddOrUpdateStateAsync<T>(string stateName, T addValue, Func<string, T, T> updateValueFactory, TimeSpan ttl, CancellationToken cancellationToken = default);

    /// <summary>Forgets every cached value and every change that is not written.</summary>
    Task ClearCacheAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes the changes now, as one transaction.</summary>
    Task SaveStateAsync(CancellationToken cancellationToken = default);

    /// <summary>Forgets one cached value; the store keeps it.</summary>
    /// <exception cref="InvalidOperationException">It has changes that are not written, and the options do not allow to lose them.</exception>
    Task UnloadStateAsync(string stateName, UnloadStateOptions options = null, CancellationToken cancellationToken = default);
}
