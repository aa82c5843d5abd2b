package demo;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** The application's own Retrofit, with the OkHttp that it brings. */
final class Beside {
    private Beside() {}

    public interface Api {
        @GET("/")
        Call<ResponseBody> root();
    }

    static void use() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.start();
        try {
            Retrofit retrofit = new Retrofit.Builder()
                    .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
                    .build();
            String body = retrofit.create(Api.class).root().execute().body().string();
            Smoke.check(body.equals("ok"), "the application's own Retrofit answers");
        } finally {
            server.stop(0);
        }
    }
}
