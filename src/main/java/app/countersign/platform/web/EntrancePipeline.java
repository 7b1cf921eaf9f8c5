package app.countersign.platform.web;

import app.countersign.platform.admission.Admission;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts an {@link EarlyRefusal} into every connection. */
@Singleton
final class EntrancePipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final String CODEC = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;

  private final BeanProvider<Admission> admission;
  private final BeanProvider<Answers> answers;
  private final BeanProvider<RequestFilter> headers;

  EntrancePipeline(
      BeanProvider<Admission> admission,
      BeanProvider<Answers> answers,
      BeanProvider<RequestFilter> headers) {
    this.admission = admission;
    this.answers = answers;
    this.headers = headers;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event
        .getBean()
        .register(
            new WithRefusal(
                () -> new EarlyRefusal(admission.get(), answers.get(), headers.get()), null));
    return event.getBean();
  }

  private record WithRefusal(Supplier<EarlyRefusal> refusal, @Nullable Channel channel)
      implements NettyServerCustomizer {
    @Override
    public NettyServerCustomizer specializeForChannel(Channel special, ChannelRole role) {
      return new WithRefusal(refusal, special);
    }

    @Override
    public void onStreamPipelineBuilt() {
      ChannelPipeline pipeline = channel == null ? null : channel.pipeline();
      if (pipeline != null && pipeline.get(CODEC) != null) {
        pipeline.addAfter(CODEC, "early-refusal", refusal.get());
      }
    }
  }
}
