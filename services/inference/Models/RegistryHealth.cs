using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace NetMl.Inference.Models;

/// <summary>Ready once the registry has been read, empty or not.</summary>
internal sealed class RegistryHealth(ModelCatalog catalog) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(catalog.State.Registry is null
            ? HealthCheckResult.Unhealthy("the model registry has not been read yet")
            : HealthCheckResult.Healthy());
}
