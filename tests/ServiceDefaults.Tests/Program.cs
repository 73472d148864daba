using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

// A service as any other; StartupFailureTests start it as a process. The test runner does not come here.
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
