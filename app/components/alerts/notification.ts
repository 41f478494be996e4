export type Permission = NotificationPermission | "missing";

export const notificationPermission = (): Permission =>
  typeof Notification === "undefined" ? "missing" : Notification.permission;

export async function askForNotifications(): Promise<Permission> {
  return typeof Notification === "undefined" ? "missing" : Notification.requestPermission();
}

interface Words {
  title: string;
  body: string;
  /** Another one of this name takes its place. */
  tag: string;
}

/** Shows a notification of the system. Answers whether it was shown. */
export function notify({ title, body, tag }: Words, onPress: () => void): boolean {
  if (notificationPermission() !== "granted") return false;
  try {
    const shown = new Notification(title, { body, tag, requireInteraction: true, icon: "/icons/icon-192.png" });
    shown.onclick = () => {
      window.focus();
      onPress();
      shown.close();
    };
    return true;
  } catch {
    // Phones show one through a service worker only, which there is none of.
    return false;
  }
}
