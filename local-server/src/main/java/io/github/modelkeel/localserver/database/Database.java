package io.github.modelkeel.localserver.database;

import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite file: any number of readers, each on a snapshot, and one writer at a time. Writers of this process queue on
 * a lock; writers of other processes on the same file are waited for by SQLite itself, because every write transaction
 * takes the write lock when it starts. Safe for use by multiple threads.
 */
public final class Database implements AutoCloseable {
    private static final int SCHEMA_VERSION = 2;
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(20);

    private final String url;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final ReentrantLock writer = new ReentrantLock(true);
    private volatile boolean closed;

    private Database(Path file) {
        url = "jdbc:sqlite:" + file;
    }

    /** Work within a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Opens the file, and makes it and its tables when they are not there. */
    public static Database open(Path file) throws SQLException {
        Database database = new Database(file);
        try {
            database.idle.push(database.connectFirst());
            database.createTables();
            return database;
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public <T> T read(Work<T> work) {
        return run("BEGIN", work);
    }

    public <T> T write(Work<T> work) {
        writer.lock();
        try {
            return run("BEGIN IMMEDIATE", work);
        } finally {
            writer.unlock();
        }
    }

    private <T> T run(String begin, Work<T> work) {
        Connection connection = null;
        try {
            connection = borrow();
            T result = transact(connection, begin, work);
            giveBack(connection);
            return result;
        } catch (SQLException e) {
            discard(connection);
            throw translate(e);
        } catch (ApiError e) {
            giveBack(connection);
            throw e;
        } catch (RuntimeException e) {
            discard(connection);
            throw e;
        }
    }

    private static <T> T transact(Connection connection, String begin, Work<T> work) throws SQLException {
        execute(connection, begin);
        boolean done = false;
        try {
            T result = work.with(new Sql(connection));
            execute(connection, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack(connection);
            }
        }
    }

    /** Undoes an unfinished transaction; SQLite may have done it already, and what led here is more worth telling. */
    private static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "rollback", e);
        }
    }

    private static ApiError translate(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
        if ((code.code & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new ApiError(ErrorCode.BAD_REQUEST, "The request breaks a rule of the store: " + e.getMessage());
        }
        if ((code.code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code
                || (code.code & 0xff) == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new ApiError(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "Another writer has held the store for more than " + BUSY_TIMEOUT.toSeconds() + " s");
        }
        ApiError error = new ApiError(ErrorCode.INTERNAL_ERROR, "The store failed: " + e.getMessage());
        error.initCause(e);
        return error;
    }

    private Connection borrow() throws SQLException {
        if (closed) {
            throw new SQLException("the store is closed");
        }
        Connection connection = idle.poll();
        return connection != null ? connection : connect();
    }

    private void giveBack(@Nullable Connection connection) {
        if (connection != null) {
            idle.push(connection);
            if (closed) {
                close();
            }
        }
    }

    private static void discard(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                System.getLogger(Database.class.getName()).log(System.Logger.Level.DEBUG, "close", e);
            }
        }
    }

    /** The first connection of a process may meet another process that is switching the same file to WAL. */
    private Connection connectFirst() throws SQLException {
        long deadline = System.nanoTime() + BUSY_TIMEOUT.toNanos();
        while (true) {
            try {
                return connect();
            } catch (SQLException e) {
                boolean busy = e instanceof SQLiteException sqlite
                        && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
                if (!busy || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.enableCaseSensitiveLike(true);
        return config.createConnection(url);
    }

    private void createTables() throws SQLException {
        Connection connection = borrow();
        try {
            transact(connection, "BEGIN IMMEDIATE", sql -> {
                int version =
                        sql.one("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
                if (version > SCHEMA_VERSION) {
                    throw new SQLException("it was written by a newer version (schema " + version
                            + ", this version reads " + SCHEMA_VERSION + ")");
                }
                if (version < SCHEMA_VERSION) {
                    upgrade(sql, version);
                }
                return version;
            });
        } finally {
            giveBack(connection);
        }
    }

    /** Runs the scripts of the versions after the one that the file has: 0 is an empty file. */
    private static void upgrade(Sql sql, int version) throws SQLException {
        if (version == 0) {
            run(sql, "schema.sql");
            long now = System.currentTimeMillis();
            sql.update(
                    "INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', ?, ?)", now, now);
        }
        run(sql, "schema-2.sql");
        sql.update("PRAGMA user_version = " + SCHEMA_VERSION);
    }

    private static void run(Sql sql, String script) throws SQLException {
        for (String statement : text(script).split(";\\s*\n", -1)) {
            if (!statement.isBlank()) {
                sql.update(statement);
            }
        }
    }

    private static String text(String script) {
        try (InputStream in = Database.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException(script + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            discard(connection);
        }
    }
}
