using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Plumbline.Alignment.Pairs;

namespace Plumbline.Cli.Labelling;

/// <summary>Serves the page on which a person compares clips, to this machine alone.</summary>
/// <remarks>
/// The page is told two pictures and the prompt, and neither scores nor names. Requests that name another host are
/// refused, so that no page of the network can reach this one through the browser; votes have to come from the page
/// itself.
/// </remarks>
internal sealed class LabelServer : IDisposable
{
    private const int Attempts = 20;

    private readonly HttpListener _listener;
    private readonly LabelSession _session;
    private readonly Func<Candidate, ClipStrip> _strip;

    /// <summary>Opens the port.</summary>
    /// <param name="session">The questions and the votes.</param>
    /// <param name="strip">Gives the frames of a candidate.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <exception cref="CommandLineException">The port is taken.</exception>
    public LabelServer(LabelSession session, Func<Candidate, ClipStrip> strip, int port)
    {
        (_session, _strip) = (session, strip);
        (_listener, Port) = Open(port);
    }

    /// <summary>The port in use.</summary>
    public int Port { get; }

    /// <summary>Where the page is.</summary>
    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Answers requests, one after the other, until it is stopped.</summary>
    /// <param name="token">Stops it.</param>
    public void Run(CancellationToken token)
    {
        using var stopped = token.Register(_listener.Stop);
        while (!token.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = _listener.GetContext();
            }
            catch (Exception exception) when (token.IsCancellationRequested && exception is HttpListenerException
                or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                Answer(context.Request, context.Response);
            }
            catch (Exception exception) when (
                exception is HttpListenerException or IOException or InvalidDataException or JsonException)
            {
                // The browser went away, or a clip cannot be shown; the page says so and the next request is served.
                Refuse(context.Response, HttpStatusCode.InternalServerError, exception.Message);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, int Port) Open(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port == 0 ? FreePort() : port;
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{chosen}/" } };
            try
            {
                listener.Start();
                return (listener, chosen);
            }
            catch (HttpListenerException exception) when (port != 0 || attempt == Attempts)
            {
                listener.Close();
                throw new CommandLineException(
                    ExitCode.SomeFailed,
                        $"--port {chosen}: expected a free port, got \"{exception.Message}\". "
                        + "Choose another, or 0 for any.");
            }
            catch (HttpListenerException)
            {
                // Someone took the port between our asking and our opening it.
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        if (request.UserHostName != $"127.0.0.1:{Port}")
        {
            Refuse(response, HttpStatusCode.Forbidden, "This page is for this machine alone.");
            return;
        }

        response.Headers["Cache-Control"] = "no-store";
        response.Headers["Content-Security-Policy"] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("GET", "/"):
                Send(response, "text/html; charset=utf-8", LabelPage.Html);
                break;
            case ("GET", "/label.css"):
                Send(response, "text/css; charset=utf-8", LabelPage.Style);
                break;
            case ("GET", "/label.js"):
                Send(response, "text/javascript; charset=utf-8", LabelPage.Script);
                break;
            case ("GET", "/question"):
                Send(response, "application/json", Question(Place(request)));
                break;
            case ("GET", "/clip"):
                var (place, side) = (Place(request), request.QueryString["side"]);
                var shown = _session.Shown(place);
                Send(response, "image/png", _strip((side == "left" ? shown.Left : shown.Right).Candidate).Png);
                break;
            case ("POST", "/vote") when request.Headers["Origin"] == $"http://127.0.0.1:{Port}":
                _session.Answer(Place(request), request.QueryString["choice"] ?? "");
                Send(response, "application/json", Question(_session.NextOpen(Place(request))));
                break;
            default:
                Refuse(response, HttpStatusCode.NotFound, "There is nothing here.");
                break;
        }
    }

    private string Question(int place)
    {
        if (place >= _session.Count)
            return JsonSerializer.Serialize(
                new LabelState(_session.Count, _session.Count, _session.AnsweredCount), LabelJson.Default.LabelState);
        var shown = _session.Shown(place);
        var (left, right) = (_strip(shown.Left.Candidate), _strip(shown.Right.Candidate));
        return JsonSerializer.Serialize(
            new LabelState(place, _session.Count, _session.AnsweredCount)
            {
                Prompt = shown.Prompt,
                Choice = shown.Choice,
                Width = left.Width,
                Height = left.Height,
                FrameCount = Math.Min(left.FrameCount, right.FrameCount),
            },
            LabelJson.Default.LabelState);
    }

    private int Place(HttpListenerRequest request) =>
        int.TryParse(request.QueryString["at"], CultureInfo.InvariantCulture, out var place)
            ? Math.Clamp(place, 0, _session.Count) : _session.NextOpen(-1);

    private static void Send(HttpListenerResponse response, string type, string text) =>
        Send(response, type, Encoding.UTF8.GetBytes(text));

    private static void Send(HttpListenerResponse response, string type, byte[] bytes)
    {
        response.ContentType = type;
        response.ContentLength64 = bytes.Length;
        response.OutputStream.Write(bytes);
        response.Close();
    }

    private static void Refuse(HttpListenerResponse response, HttpStatusCode status, string reason)
    {
        try
        {
            response.StatusCode = (int)status;
            Send(response, "text/plain; charset=utf-8", reason);
        }
        catch (Exception exception) when (
            exception is HttpListenerException or InvalidOperationException or IOException)
        {
            response.Abort();
        }
    }
}
