import { key, keyWanted, takeKey } from "../key";

/** Asks for an API key; there only once the service has refused to answer without one. */
export function KeyForm() {
  if (!keyWanted.value) return null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    takeKey(String(form.get("key")).trim());
  };
  return (
    <form class="key" onSubmit={submit} aria-label="接口密钥">
      <p role="alert">
        {key.value ? "服务没有接受这个密钥，请核对。" : "这台服务需要接口密钥才能检查，请向管理员索取。"}
        密钥只留在这个标签页里，关闭即清除。
      </p>
      <label>
        接口密钥 <input name="key" type="password" autocomplete="off" required autofocus />
      </label>
      <button type="submit" class="primary">
        使用
      </button>
    </form>
  );
}
