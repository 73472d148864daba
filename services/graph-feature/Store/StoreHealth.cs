using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NetMl.GraphFeature.Store;

/// <summary>Degraded while the disk takes no more, and reading goes on, or while the server is away, and flows wait.</summary>
internal sealed class StoreHealth(StoreCondition condition) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(condition.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
