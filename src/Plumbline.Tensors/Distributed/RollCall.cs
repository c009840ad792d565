using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Plumbline.Tensors.Distributed;

/// <summary>
/// Knows which processes are alive: each keeps one connection to rank 0, which tells all others who is lost.
/// </summary>
/// <remarks>
/// A system closes the connections of a process that is killed, so that a loss is known at once; a process or machine
/// that freezes is known by its silence. c10d's own errors name an address at best.
/// </remarks>
internal sealed class RollCall : IDisposable
{
    private const int WordLength = 5;
    private const int GreetingLength = 8;

    private readonly Lock _gate = new();
    private readonly (int Rank, Socket Socket)[] _peers;
    private readonly Thread[] _listeners;
    private readonly Timer _heartbeat;
    private readonly ManualResetEventSlim _isLossKnown = new();
    private readonly TimeSpan _silenceLimit;
    private readonly bool _isHub;
    private volatile bool _isEnding;
    private LostProcess? _loss;

    private RollCall(bool isHub, (int Rank, Socket Socket)[] peers, TimeSpan silenceLimit)
    {
        (_isHub, _peers, _silenceLimit) = (isHub, peers, silenceLimit);
        _listeners = Array.ConvertAll(peers, peer => new Thread(() => Listen(peer.Rank, peer.Socket))
        {
            IsBackground = true,
            Name = $"roll call of rank {peer.Rank}",
        });
        foreach (var listener in _listeners)
            listener.Start();
        _heartbeat = new(_ => Tell(Word.Present, 0), null, TimeSpan.Zero, silenceLimit / 6);
    }

    private enum Word : byte
    {
        Present = 1,
        Goodbye = 2,
        Lost = 3,
    }

    /// <summary>The first process that was found to be gone; absent while all are there.</summary>
    public LostProcess? Loss => Volatile.Read(ref _loss);

    /// <summary>Connects every process with rank 0.</summary>
    /// <param name="place">Which one this is.</param>
    /// <param name="options">Times.</param>
    /// <param name="sum">Adds numbers up over all processes, in place.</param>
    /// <exception cref="IOException">A process did not answer in time.</exception>
    public static RollCall Open(ProcessPlace place, ProcessGroupOptions options, Action<double[]> sum)
    {
        // Rank 0 listens where the system has room, and lets the sum tell the others where, and a number that no
        // stranger knows.
        using var listener = place.Rank == 0 ? NewListener() : null;
        double[] invitation = listener is null
            ? [0, 0]
            : [((IPEndPoint)listener.LocalEndPoint!).Port, RandomNumberGenerator.GetInt32(int.MaxValue)];
        sum(invitation);
        var key = (int)invitation[1];
        return listener is null
            ? new(false, [(0, Called(place, (int)invitation[0], key))], options.SilenceLimit)
            : new(true, Answered(listener, place.WorldSize, key, options.JoinTimeout), options.SilenceLimit);
    }

    /// <summary>Waits until a loss is known.</summary>
    /// <param name="time">So long at most.</param>
    /// <returns>The loss; absent when none became known.</returns>
    public LostProcess? WaitForLoss(TimeSpan time)
    {
        _isLossKnown.Wait(time);
        return Loss;
    }

    /// <summary>
    /// Tells the others that this process ends in order, and waits a moment until they have said so too.
    /// </summary>
    public void SayGoodbye()
    {
        _isEnding = true;
        Tell(Word.Goodbye, 0);
        foreach (var listener in _listeners)
            listener.Join(TimeSpan.FromSeconds(2));
    }

    /// <summary>Closes the connections; without a goodbye the others take this for a loss.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _heartbeat.Dispose();
        foreach (var (_, socket) in _peers)
            socket.Dispose();
    }

    private static Socket NewListener()
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        listener.Listen(128);
        return listener;
    }

    private static (int Rank, Socket Socket)[] Answered(Socket listener, int worldSize, int key, TimeSpan time)
    {
        var begun = Stopwatch.GetTimestamp();
        var answered = new Dictionary<int, Socket>();
        while (answered.Count < worldSize - 1)
        {
            var left = time - Stopwatch.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || !listener.Poll(left, SelectMode.SelectRead))
            {
                foreach (var (_, socket) in answered)
                    socket.Dispose();
                var missing = Enumerable.Range(1, worldSize - 1).Except(answered.Keys);
                throw new IOException(
                    $"Join {worldSize} processes: expected every rank to answer within {time.TotalSeconds:0.#} s, got "
                    + $"nothing from rank {string.Join(", ", missing)}. Start all of them again.");
            }

            var caller = listener.Accept();
            if (Greeting(caller, key) is { } rank && rank > 0 && rank < worldSize && answered.TryAdd(rank, caller))
                caller.NoDelay = true;
            else
                caller.Dispose();
        }

        return [.. answered.Select(pair => (pair.Key, pair.Value))];
    }

    private static int? Greeting(Socket caller, int key)
    {
        Span<byte> greeting = stackalloc byte[GreetingLength];
        caller.ReceiveTimeout = 5_000;
        try
        {
            return Receive(caller, greeting) && BinaryPrimitives.ReadInt32LittleEndian(greeting) == key
                ? BinaryPrimitives.ReadInt32LittleEndian(greeting[4..])
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static Socket Called(ProcessPlace place, int port, int key)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(place.MasterAddress, port);
            Span<byte> greeting = stackalloc byte[GreetingLength];
            BinaryPrimitives.WriteInt32LittleEndian(greeting, key);
            BinaryPrimitives.WriteInt32LittleEndian(greeting[4..], place.Rank);
            socket.Send(greeting);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException(
                $"Join {place.WorldSize} processes as rank {place.Rank}: expected rank 0 at "
                + $"{place.MasterAddress}:{port}, got: {exception.Message}. "
                + "Processes connect to each other at any port; let them through.",
                exception);
        }
    }

    private static bool Receive(Socket socket, Span<byte> bytes)
    {
        for (var count = 0; count < bytes.Length;)
        {
            var read = socket.Receive(bytes[count..]);
            if (read == 0)
                return false;
            count += read;
        }

        return true;
    }

    private void Listen(int rank, Socket socket)
    {
        Span<byte> word = stackalloc byte[WordLength];
        try
        {
            socket.ReceiveTimeout = (int)_silenceLimit.TotalMilliseconds;
            while (Receive(socket, word))
            {
                if ((Word)word[0] == Word.Goodbye)
                    return;
                if ((Word)word[0] == Word.Lost)
                {
                    Report(BinaryPrimitives.ReadInt32LittleEndian(word[1..]), LostProcess.Ended);
                    return;
                }
            }

            Report(rank, LostProcess.Ended);
        }
        catch (SocketException exception)
        {
            Report(rank, exception.SocketErrorCode == SocketError.TimedOut
                ? FormattableString.Invariant($"it said nothing for {_silenceLimit.TotalSeconds:0.#} s")
                : LostProcess.Ended);
        }
        catch (ObjectDisposedException)
        {
            // This process has let go itself.
        }
    }

    private void Report(int rank, string manner)
    {
        if (_isEnding || Interlocked.CompareExchange(ref _loss, new(rank, manner), null) is not null)
            return;
        if (_isHub)
            Tell(Word.Lost, rank);
        _isLossKnown.Set();
    }

    private void Tell(Word word, int rank)
    {
        Span<byte> bytes = stackalloc byte[WordLength];
        bytes[0] = (byte)word;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], rank);
        foreach (var (_, socket) in _peers)
        {
            try
            {
                // Five bytes are never split: the connection carries nothing else.
                lock (_gate)
                    socket.Send(bytes);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Whoever listens to this peer notices that it is gone.
            }
        }
    }
}
