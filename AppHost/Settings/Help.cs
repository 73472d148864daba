namespace NetMl.AppHost.Settings;

static class Help
{
    private const string Text = """
        NetMlAspire: network flow logs in, graph machine learning out. This starts all of it on this machine.

        dotnet run --project AppHost                        start everything and stay up; Ctrl-C stops it all
        dotnet run --project AppHost -- demo                the whole journey on a made-up capture, then stop
        dotnet run --project AppHost -- demo --flows FILE…  the same on your own files (Zeek conn.log, Argus, CICFlowMeter, NDJSON; .gz too)
        dotnet run --project AppHost -- demo --federated    three sites learn one model without showing their flows; one is killed and comes back
        dotnet run --project AppHost -- demo --json FILE    also write the demo's report as JSON

        --port N       the gateway's port on 127.0.0.1 (8080); for sites of a federation it speaks HTTP/2 on the next one, if that is free
        --data DIR     where flows, models and messages are kept (.netml/data; a demo uses a temporary folder)
        --dashboard    also start the Aspire dashboard with traces, metrics and logs; needs the aspire command
                       (npm install -g @microsoft/aspire-cli-linux-x64)
        --help         this text

        --ConnectionStrings:flows=…  keep flows in PostgreSQL instead of a file, and start graph-feature twice; better given as the environment
                       variable ConnectionStrings__flows, since it holds a password

        Any setting can be given as --Section:Key=value, for example --Startup:TimeoutSeconds=300; those of services go to all of them,
        for example --FlowStore:RetentionDays=30.
        While it runs, the gateway's address and key are in ~/.netml/gateway.json (mode 0600; NETML_GATEWAY_FILE names another
        file), where the netml command finds them by itself. In a second terminal:

        dotnet run --project cli -- ingest office conn.log  send a log, then see:  -- hosts office,  -- behaviours office
        dotnet run --project cli -- --help                  everything else

        Ports in use, files that are not there, wrong settings: each ends with one sentence and a non-zero exit code.
        """;

    public static int Print()
    {
        Console.Out.WriteLine(Text);
        return 0;
    }
}
