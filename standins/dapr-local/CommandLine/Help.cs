namespace DaprLocal.CommandLine;

/// <summary>What --help prints.</summary>
internal static class Help
{
    public const string Text = """
        dapr-local: a development sidecar that speaks Dapr's HTTP API v1.0 (publish/subscribe, state, service invocation, actors).
        One process serves any number of app instances; all state lies in one SQLite file and survives a crash.

        Several apps, described in Dapr's multi-app run format:
          dapr-local run --run-file dapr.yaml

        One app (the flags of 'dapr run'; daprd's own flags work too, with or without 'run'):
          dapr-local run --app-id orders --app-port 5001 --dapr-http-port 3501 --resources-path ./components [-- command to start the app]

          --app-id NAME                 name of the app; instances with one name share its messages and its actors
          --app-port PORT               where the app listens; leave it out when there is nothing to call
          --app-protocol http|https|h2c how to call the app (http)
          --app-channel-address HOST    where the app listens (127.0.0.1)
          --dapr-http-port PORT         where this sidecar listens for that app, on 127.0.0.1 (3500; 0 = any free port)
          --resources-path DIR          folder of Dapr component YAML; may be given several times
          --max-body-size SIZE          largest request body (4Mi; 0 = no limit)
          --read-buffer-size SIZE       largest request header (4Ki)
          --enable-app-health-check     send nothing to an app whose health check fails
          --app-health-check-path PATH  (/healthz); also --app-health-probe-interval SECONDS, --app-health-probe-timeout MILLISECONDS, --app-health-threshold COUNT
          --app-max-concurrency COUNT   calls to the app at one time
          --log-level LEVEL             debug, info, warn, error (info)
          --enable-api-logging          one line for each call of the API
        The other flags of dapr and daprd are accepted and have no effect here.

        Environment: DAPR_API_TOKEN = token that callers of the API must send in the header dapr-api-token;
                     APP_API_TOKEN  = token that this sidecar sends to the apps in that header.
        Components:  pubsub.in-memory (kept in the state file), state.sqlite (connectionString = the file), Resiliency for deliveries.
        """;
}
