package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.socket.Connection.State;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open connections and the memory that they hold together: which of them gives way where there is no room. Used by the sockets' thread, apart
 * from what a {@link Connection} allows to workers.
 */
final class Connections {
    private static final System.Logger LOG = System.getLogger(Connections.class.getName());

    /** In the order in which they were last free. */
    private final Set<Connection> open = new LinkedHashSet<>();

    private final int most;
    private final int maxBody;
    private final Memory memory;
    private final Consumer<Connection> displaced;
    private @Nullable Connection receiving;

    /** A request that has to give way is handed to who refuses it. */
    Connections(HttpSettings settings, Consumer<Connection> displaced) {
        this.most = settings.maxConnections();
        this.memory = new Memory(
                Memory.budget(settings.maxBody(), Runtime.getRuntime().maxMemory()), () -> relieve(System.nanoTime()));
        this.maxBody = (int) Math.min(settings.maxBody(), memory.largest());
        this.displaced = displaced;
    }

    RequestParser newParser() {
        return new RequestParser(maxBody, memory);
    }

    Connection add(SocketChannel channel, SelectionKey key) {
        Connection connection = new Connection(channel, key, newParser(), memory);
        open.add(connection);
        return connection;
    }

    /** The connection takes memory now and is therefore not the one that gives way. */
    void receiving(Connection connection) {
        receiving = connection;
    }

    /** The connection is the last one that was free. */
    void touch(Connection connection) {
        open.remove(connection);
        open.add(connection);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Connection> those(Predicate<Connection> wanted) {
        return open.stream().filter(wanted).toList();
    }

    /** Whether there is room for one more: the one that has been without a complete request for longest is closed. */
    boolean hasRoom() {
        if (open.size() < most) {
            return true;
        }
        Connection idlest = first(each -> each.state != State.BUSY && each.state != State.WRITING);
        if (idlest != null) {
            close(idlest);
        }
        return idlest != null;
    }

    private @Nullable Connection first(Predicate<Connection> wanted) {
        return open.stream().filter(wanted).findFirst().orElse(null);
    }

    /**
     * Frees memory for a request: of those that arrive slowly the one that holds most gives way, else the answer that is taken slowly and has waited
     * longest. What keeps moving is not displaced; then the new one has to try again.
     */
    boolean relieve(long now) {
        Connection largest = null;
        for (Connection each : open) {
            if (each.state == State.READING
                    && !each.equals(receiving)
                    && each.pace.isSlow(now)
                    && each.parser.held() > (largest == null ? 0 : largest.parser.held())) {
                largest = each;
            }
        }
        if (largest != null) {
            displaced.accept(largest);
            return true;
        }
        Connection oldest = first(each -> waits(each) && each.pace.isSlow(now));
        if (oldest != null) {
            close(oldest);
        }
        return oldest != null;
    }

    /** Answers that are not taken give way to a new one, the oldest first. */
    void makeRoomForAnswer(Connection holder) {
        while (memory.isOver()) {
            Connection oldest = first(each -> waits(each) && !each.equals(holder));
            if (oldest == null) {
                return; // requests fill the memory; they are answered or refused soon
            }
            close(oldest);
        }
    }

    private static boolean waits(Connection connection) {
        return connection.state == State.WRITING && connection.holdsAnswer();
    }

    void close(Connection connection) {
        open.remove(connection);
        connection.release();
        connection.key.cancel();
        try {
            connection.channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection was not closed cleanly", e);
        }
    }

    void closeAll() {
        new ArrayList<>(open).forEach(this::close);
    }

    /** How many bytes they hold. */
    long held() {
        return memory.taken();
    }
}
