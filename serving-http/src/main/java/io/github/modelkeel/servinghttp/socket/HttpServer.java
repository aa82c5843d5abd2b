package io.github.modelkeel.servinghttp.socket;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A port, the thread of its sockets and the threads that answer. Safe for use by multiple threads. */
public final class HttpServer {
    private static final int BACKLOG = 4_096;

    private final InetSocketAddress address;
    private final HttpLoop loop;
    private final Thread selecting;
    private final ThreadPoolExecutor workers;

    private HttpServer(ServerSocketChannel listener, HttpHandler handler, HttpSettings settings) throws IOException {
        this.address = (InetSocketAddress) listener.getLocalAddress();
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.maxWaiting()),
                task -> daemon(task, "modelkeel-http-" + number.incrementAndGet()));
        this.loop = new HttpLoop(listener, handler, workers, settings);
        this.selecting = daemon(loop, "modelkeel-http-sockets");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Opens the port and starts to answer. */
    public static HttpServer start(InetSocketAddress address, HttpHandler handler, HttpSettings settings)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            bind(listener, address);
            HttpServer server = new HttpServer(listener, handler, settings);
            server.selecting.start();
            return server;
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private static void bind(ServerSocketChannel listener, InetSocketAddress address) throws IOException {
        try {
            listener.bind(address, BACKLOG);
        } catch (BindException e) {
            BindException named = new BindException("cannot listen on "
                    + address.getAddress().getHostAddress() + ", port " + address.getPort() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    /** The address it listens on. */
    public InetSocketAddress address() {
        return address;
    }

    /** How many bytes of requests and answers its connections hold. */
    long held() {
        return loop.held();
    }

    /** Closes the port, answers what has started for at most a time, and ends all threads. May be called again. */
    public void stop(Duration most) {
        loop.stop(most.toNanos());
        try {
            selecting.join(most.toMillis() + 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }
}
