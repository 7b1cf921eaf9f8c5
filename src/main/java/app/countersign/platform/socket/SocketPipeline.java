package app.countersign.platform.socket;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.websocket.NettyServerWebSocketUpgradeHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Takes compression of WebSocket messages out of every connection: the framework inflates without a
 * bound, so that a small frame could fill the memory.
 */
@Singleton
final class SocketPipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new WithoutCompression(null));
    return event.getBean();
  }

  private static final class WithoutCompression implements NettyServerCustomizer {
    private final @Nullable Channel channel;

    WithoutCompression(@Nullable Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel special, ChannelRole role) {
      return new WithoutCompression(special);
    }

    @Override
    public void onStreamPipelineBuilt() {
      if (channel == null) {
        return;
      }
      ChannelHandler compression =
          channel.pipeline().get(NettyServerWebSocketUpgradeHandler.COMPRESSION_HANDLER);
      if (compression != null) {
        channel.pipeline().remove(compression);
      }
    }
  }
}
