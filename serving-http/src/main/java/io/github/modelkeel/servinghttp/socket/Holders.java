package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.socket.Connection.State;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Which connection gives way to another, of some in the order in which they were last free. */
final class Holders {
    private Holders() {}

    /** The connection that has been without a complete request for longest. */
    static @Nullable Connection idlest(Collection<Connection> connections) {
        return connections.stream()
                .filter(each -> each.state != State.BUSY && each.state != State.WRITING)
                .findFirst()
                .orElse(null);
    }

    /** The incomplete request that holds most, and more than a number of bytes. */
    static @Nullable Connection largestRequest(Collection<Connection> connections, long than) {
        Connection largest = null;
        long most = than;
        for (Connection each : connections) {
            if (each.state == State.READING && each.parser.held() > most) {
                largest = each;
                most = each.parser.held();
            }
        }
        return largest;
    }

    /** The answer that has waited longest to be taken, apart from one. */
    static @Nullable Connection oldestAnswer(Collection<Connection> connections, @Nullable Connection except) {
        return connections.stream()
                .filter(each -> each.isHeld() && !each.equals(except))
                .findFirst()
                .orElse(null);
    }
}
